"""The commands of `warehouse`: they parse, call and print."""

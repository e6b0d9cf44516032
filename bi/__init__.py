"""The warehouse in other people's tools."""

"""Tables for other programs, with their metadata."""

"""Read a published report into seeds: its tables, and where each of its figures belongs."""

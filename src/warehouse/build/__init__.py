"""From seeds to a published file: empty tables, facts, views, checks, one rename."""

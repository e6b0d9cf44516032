"""What the sentences of a report say, and what does not add up in it."""

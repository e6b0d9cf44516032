"""The seeds as text: which files there are, and whether each is well-formed."""

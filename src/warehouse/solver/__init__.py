"""Whole numbers that satisfy inequalities: what the audit asks of, and the reading of a report."""

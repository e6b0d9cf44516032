"""The report as a web site."""

"""Tests against programs that Python's packages do not bring: a Java runtime, a browser.

Decision: `python3 run.py test` needs nothing but Python, so these run by name, after it:
`python3 run.py test tests/outside`. A program that is missing is a failure that names it.
"""

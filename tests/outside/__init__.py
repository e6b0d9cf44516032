"""Tests that need more than Python's packages bring, or start and install the command many times.

Decision: `python3 run.py test` needs nothing but Python and three minutes, so what needs a Java
runtime, a browser or another DuckDB, and what tries every terminal, every place of a page or every
command as it is installed, runs by name, after it and once before a change lands: `python3 run.py
test tests/outside`. A program that is missing is a failure that names it.
"""

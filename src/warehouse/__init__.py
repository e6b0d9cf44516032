"""The warehouse of the Dutch human-trafficking figures.

Decision: one package, flat, one job per module. `build` is the order of work; read it first.
"""

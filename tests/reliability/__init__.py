"""Faults that the warehouse survives; `python -m tests.reliability` tries them all and counts.

Decision: every fault is a function that returns figures. The tests call it with small numbers and
a fixed seed, the command with the whole numbers, so that both prove the same thing.
"""

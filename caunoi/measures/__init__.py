"""Indicators as filtered sums over the journal.

Does not own any other table; what is not in the journal is not measured.
"""

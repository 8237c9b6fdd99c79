"""Applications and their settlement: intake, deadlines, steps, decision, return.

Does not own the catalogue, files, or how a page looks.
"""

"""The catalogue of administrative procedures: dated versions, cases, limits, components, forms.

Does not own running dossiers and their process.
"""

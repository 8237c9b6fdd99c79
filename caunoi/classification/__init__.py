"""Year-end classification of agencies over indicators, tasks and reports, with evidence, explanation and decision.

Does not own any figure: it reads those of the rooms below and freezes them.
"""

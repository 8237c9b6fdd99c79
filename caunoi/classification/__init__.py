"""Year-end classification of agencies: criteria over indicators, tasks and reports, with evidence, explanation, decision.

Does not own any figure: it reads those of the rooms below and freezes them.
"""

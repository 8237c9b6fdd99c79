"""Report rounds: forms, cut-off dates, what was measured and what was written, acceptance, consolidated reports.

Does not own targets or tasks; it freezes what they said on the day.
"""

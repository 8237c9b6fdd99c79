"""Tasks from documents and conclusions: the six clear points, evidence, verified closing, reminders, state at any date.

Does not own plans, reports or meetings; they are a task's origin by reference.
"""

"""Tasks assigned by documents and conclusions: six clear points, evidence, verified closing, reminders, states at any date.

Does not own plans, reports or meetings; they are a task's origin by reference.
"""

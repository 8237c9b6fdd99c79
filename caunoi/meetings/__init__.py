"""Meetings: invitation, agenda, connection points, live questions, conclusions, signed minutes.

Does not own the tasks that conclusions become (`tasks`); a question may refer to a difficulty, by reference only.
"""

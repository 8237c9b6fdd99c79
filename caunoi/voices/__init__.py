"""Voices from below: localities' difficulties and citizens' petitions, routed, answered by a date, published.

Does not own the tasks that a commitment becomes (`tasks`), nor units and agencies; nothing here knows of meetings.
"""

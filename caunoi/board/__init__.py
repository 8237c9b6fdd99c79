"""Pages for leaders.

Does not own rules; a view calls one query.
"""

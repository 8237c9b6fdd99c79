"""Pages for officers.

Does not own rules; a view calls one operation or query.
"""

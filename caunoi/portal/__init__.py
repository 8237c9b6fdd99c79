"""Pages for citizens and for everyone.

Does not own rules; a view calls one operation or query.
"""

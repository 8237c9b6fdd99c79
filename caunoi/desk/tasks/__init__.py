"""Tasks: boards of an agency, one task, assigning one or a whole annex, a calendar of one's own."""

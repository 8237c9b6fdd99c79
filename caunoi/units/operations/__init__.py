"""Writes of this room. Every one takes `actor` and `now`."""

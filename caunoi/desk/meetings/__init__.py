"""Meetings on the desk: prepared, held from many points at once, concluded, written down."""

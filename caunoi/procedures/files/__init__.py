"""Reading and checking the catalogue's files. Private to the room; no database."""

from caunoi.procedures.files.bodies import read_bodies
from caunoi.procedures.files.tables import read_entries, read_life_events, read_rates

__all__ = ["read_bodies", "read_entries", "read_life_events", "read_rates"]

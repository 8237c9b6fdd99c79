"""Writes of this room. Every one takes `actor` and `now`; all of them are for the program's own commands."""

from caunoi.units.operations.importing import Loaded, import_register
from caunoi.units.operations.load_country import load_country
from caunoi.units.operations.mutate import apply_mutations
from caunoi.units.operations.reorganise import Reorganised, read_owners, reorganise

__all__ = [
    "Loaded",
    "Reorganised",
    "apply_mutations",
    "import_register",
    "load_country",
    "read_owners",
    "reorganise",
]

"""Registers as CSV files: reading them with every error named, and planning their mutations."""

from caunoi.units.files.plan import Finding, Planned, plan
from caunoi.units.files.reading import ChangeRow, UnitRow, read_changes, read_units

__all__ = ["ChangeRow", "Finding", "Planned", "UnitRow", "plan", "read_changes", "read_units"]

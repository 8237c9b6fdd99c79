"""Writes: load the catalogue from its files."""

from caunoi.procedures.operations.load import Loaded, load

__all__ = ["Loaded", "load"]

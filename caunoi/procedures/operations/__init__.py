"""Writes: load the catalogue from its files, or only check them."""

from caunoi.procedures.operations.load import Loaded, check, load

__all__ = ["Loaded", "check", "load"]

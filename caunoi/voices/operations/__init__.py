"""Writes of this room."""

from caunoi.voices.operations.checking import check_petition
from caunoi.voices.operations.filing import file_petition
from caunoi.voices.operations.following import rate, reopen_petition

__all__ = ["check_petition", "file_petition", "rate", "reopen_petition"]

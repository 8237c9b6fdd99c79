"""Writes of this room."""

from caunoi.documents.operations.store import store
from caunoi.documents.queries import FileView

__all__ = ["FileView", "store"]

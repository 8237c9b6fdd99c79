"""Writes of this room."""

from caunoi.documents.operations import uploads
from caunoi.documents.operations.store import keep, merge, store
from caunoi.documents.operations.uploads import append, begin_upload, discard, taken
from caunoi.documents.promised import promise
from caunoi.documents.queries import FileView, UploadView

__all__ = [
    "FileView",
    "UploadView",
    "append",
    "begin_upload",
    "discard",
    "keep",
    "merge",
    "promise",
    "store",
    "taken",
    "uploads",
]

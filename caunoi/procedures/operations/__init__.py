"""Writes: load the catalogue from its files; draft, check, decide; transfer authority."""

from caunoi.procedures.operations.beginning import begin_versions
from caunoi.procedures.operations.deciding import check_draft, publish_draft, return_draft, send_draft
from caunoi.procedures.operations.drafting import (
    drop_draft,
    rebase_draft,
    redo_draft,
    save_draft,
    start_draft,
    undo_draft,
)
from caunoi.procedures.operations.importing import import_sheets
from caunoi.procedures.operations.load import Loaded, check, load
from caunoi.procedures.operations.transferring import transfer_authority, transfer_preview

__all__ = [
    "Loaded",
    "begin_versions",
    "check",
    "check_draft",
    "drop_draft",
    "import_sheets",
    "load",
    "publish_draft",
    "rebase_draft",
    "redo_draft",
    "return_draft",
    "save_draft",
    "send_draft",
    "start_draft",
    "transfer_authority",
    "transfer_preview",
    "undo_draft",
]

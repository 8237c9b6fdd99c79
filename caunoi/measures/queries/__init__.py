"""Figures computed from the journal, and from nothing else, beside manual values that are marked as such."""

from caunoi.measures.queries.ahead import compare, fix_first, trend
from caunoi.measures.queries.explain import explain, subjects_behind
from caunoi.measures.queries.index import index, index_info, indices, unit_score
from caunoi.measures.queries.manual import askable, evidence_file, to_verify, value, values
from caunoi.measures.queries.settlement import by_agency, by_province, received_by_procedure, settlement
from caunoi.measures.queries.snapshots import recompute, snapshot, snapshots
from caunoi.measures.shapes import Settlement, shown

__all__ = [
    "Settlement",
    "askable",
    "by_agency",
    "by_province",
    "compare",
    "evidence_file",
    "explain",
    "fix_first",
    "index",
    "index_info",
    "indices",
    "received_by_procedure",
    "recompute",
    "settlement",
    "shown",
    "snapshot",
    "snapshots",
    "subjects_behind",
    "to_verify",
    "trend",
    "unit_score",
    "value",
    "values",
]

"""Figures computed from the journal, and from nothing else, beside manual values that are marked as such."""

from caunoi.measures.queries.ahead import compare, fix_first, trend
from caunoi.measures.queries.explain import explain, subjects_behind
from caunoi.measures.queries.index import index, index_info, indices, unit_score
from caunoi.measures.queries.settlement import by_agency, by_province, received_by_procedure, settlement
from caunoi.measures.shapes import Settlement

__all__ = [
    "Settlement",
    "by_agency",
    "by_province",
    "compare",
    "explain",
    "fix_first",
    "index",
    "index_info",
    "indices",
    "received_by_procedure",
    "settlement",
    "subjects_behind",
    "trend",
    "unit_score",
]

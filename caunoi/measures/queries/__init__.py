"""Figures computed from the journal, and from nothing else, beside manual values that are marked as such."""

from caunoi.measures.queries.settlement import by_agency, by_province, received_by_procedure, settlement
from caunoi.measures.shapes import Settlement

__all__ = ["Settlement", "by_agency", "by_province", "received_by_procedure", "settlement"]

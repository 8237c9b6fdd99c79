"""Reads of the catalogue. Texts come in the language in force; what is returned is shared and must not be changed."""

from caunoi.procedures.queries.entries import entry, fields, life_events, listing, search
from caunoi.procedures.queries.fees import fee, reliefs
from caunoi.procedures.queries.reading import current, history, procedure, unsure, version, versions
from caunoi.procedures.shapes import (
    AgencyNeed,
    CaseView,
    ComponentView,
    EntryPage,
    FeeLine,
    FeeRule,
    FeeStep,
    FeeView,
    LifeEvent,
    Limit,
    ProcedureEntry,
    ProcedureView,
    Relief,
    ReliefView,
    VersionRow,
)

__all__ = [
    "AgencyNeed",
    "CaseView",
    "ComponentView",
    "EntryPage",
    "FeeLine",
    "FeeRule",
    "FeeStep",
    "FeeView",
    "LifeEvent",
    "Limit",
    "ProcedureEntry",
    "ProcedureView",
    "Relief",
    "ReliefView",
    "VersionRow",
    "current",
    "entry",
    "fee",
    "fields",
    "history",
    "life_events",
    "listing",
    "procedure",
    "reliefs",
    "search",
    "unsure",
    "version",
    "versions",
]

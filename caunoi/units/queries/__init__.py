"""Reads of this room. All give frozen dataclasses of `caunoi.units.views`."""

from caunoi.units.queries.agencies import (
    agencies,
    agencies_at,
    agencies_of,
    agencies_of_units,
    agency,
    agency_by_code,
    agency_counts,
)
from caunoi.units.queries.checks import check, disagreements
from caunoi.units.queries.history import (
    convert,
    convert_codes,
    convert_table,
    lineage,
    mutations_of,
    origins,
    successors,
)
from caunoi.units.queries.search import nearest, search
from caunoi.units.queries.units import VN, counts, register_start, registers, suggest, unit, unit_at, units, units_at
from caunoi.units.views import (
    AgencyView,
    DisagreementView,
    Found,
    Lineage,
    Near,
    Relation,
    Step,
    UnitView,
)

__all__ = [
    "VN",
    "AgencyView",
    "DisagreementView",
    "Found",
    "Lineage",
    "Near",
    "Relation",
    "Step",
    "UnitView",
    "agencies",
    "agencies_at",
    "agencies_of",
    "agencies_of_units",
    "agency",
    "agency_by_code",
    "agency_counts",
    "check",
    "convert",
    "convert_codes",
    "convert_table",
    "counts",
    "disagreements",
    "lineage",
    "mutations_of",
    "nearest",
    "origins",
    "register_start",
    "registers",
    "search",
    "successors",
    "suggest",
    "unit",
    "unit_at",
    "units",
    "units_at",
]

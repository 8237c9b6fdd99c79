"""The engine: versions, mutations, conversion between dates. Pure: no country, no database, no clock."""

from caunoi.units.rules.apply import History, refusals
from caunoi.units.rules.convert import Backward, Graph, Target, convert_counts
from caunoi.units.rules.model import Draft, Edge, Kind, Mutation, Placement, Reason, Refused, Version
from caunoi.units.rules.text import distance_km, fold

__all__ = [
    "Backward",
    "Draft",
    "Edge",
    "Graph",
    "History",
    "Kind",
    "Mutation",
    "Placement",
    "Reason",
    "Refused",
    "Target",
    "Version",
    "convert_counts",
    "distance_km",
    "fold",
    "refusals",
]

"""Reads of this room. Frozen values only; permission is checked here."""

from caunoi.voices.petition_places import commune_at
from caunoi.voices.queries.in_public import (
    near,
    public_map,
    public_petition,
    public_petitions,
    public_photo,
)
from caunoi.voices.queries.petition_pages import follow_up, my_petition, my_petitions, petition_for_officer
from caunoi.voices.services import service, services

__all__ = [
    "commune_at",
    "follow_up",
    "my_petition",
    "my_petitions",
    "near",
    "petition_for_officer",
    "public_map",
    "public_petition",
    "public_petitions",
    "public_photo",
    "service",
    "services",
]

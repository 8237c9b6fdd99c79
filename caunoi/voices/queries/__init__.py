"""Reads of this room. Frozen values only; permission is checked here."""

from caunoi.voices.petition_places import commune_at
from caunoi.voices.queries.checking import check
from caunoi.voices.queries.in_public import (
    near,
    public_map,
    public_petition,
    public_petitions,
    public_photo,
)
from caunoi.voices.queries.lists import (
    PAGE,
    overview,
    published,
    published_one,
    queue,
    raised_by,
    unrouted,
    unrouted_count,
)
from caunoi.voices.queries.owing import owed, owed_to
from caunoi.voices.queries.petition_pages import follow_up, my_petition, my_petitions, petition_for_officer
from caunoi.voices.queries.reading import voice
from caunoi.voices.queries.routing import propose_topics, route_for, routing_table, topics
from caunoi.voices.queries.similar import similar
from caunoi.voices.services import service, services

__all__ = [
    "PAGE",
    "check",
    "commune_at",
    "follow_up",
    "my_petition",
    "my_petitions",
    "near",
    "overview",
    "owed",
    "owed_to",
    "petition_for_officer",
    "propose_topics",
    "public_map",
    "public_petition",
    "public_petitions",
    "public_photo",
    "published",
    "published_one",
    "queue",
    "raised_by",
    "route_for",
    "routing_table",
    "service",
    "services",
    "similar",
    "topics",
    "unrouted",
    "unrouted_count",
    "voice",
]

"""Reads of this room, as things stood at any moment. Frozen values; permission is checked here."""

from caunoi.rollouts.queries.files import evidence_file
from caunoi.rollouts.queries.owing import owed, owed_to
from caunoi.rollouts.queries.places import place, places
from caunoi.rollouts.queries.rollouts import choices, rollout, rollouts

__all__ = ["choices", "evidence_file", "owed", "owed_to", "place", "places", "rollout", "rollouts"]

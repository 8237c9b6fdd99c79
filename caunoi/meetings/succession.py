"""What of this room follows an agency that ends: meetings that are not over, and the points in them."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.units import succession
from caunoi.units.succession import Rule, Succession

_GOING_ON = "t.state IN ('draft', 'invited', 'running', 'ended')"
_OF_GOING_ON = (
    "EXISTS (SELECT FROM meetings_meeting m WHERE m.id = t.meeting_id "
    "AND m.state IN ('draft', 'invited', 'running', 'ended'))"
)


def start() -> None:
    """At start-up. Two points that would meet stay two: the second keeps its name without an agency to ask for."""
    rules = [
        Rule("meetings_meeting", "agency_id", _GOING_ON, unit="unit_id", province="province"),
        Rule("meetings_agendaitem", "agency_id", _OF_GOING_ON),
        Rule("meetings_point", "agency_id", _OF_GOING_ON, once=("meeting_id",)),
    ]
    succession.register("meetings", rules, after=_name_only)


def _name_only(following: Succession, actor: Actor, now: datetime) -> int:
    """The second point of an heir in a meeting: guests by its name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE meetings_point t SET agency_id = NULL FROM succeeding s "
            f"WHERE s.origin = t.agency_id AND {_OF_GOING_ON}"
        )
        return int(cursor.rowcount)

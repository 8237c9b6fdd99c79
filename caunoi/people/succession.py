"""What of this room follows an agency that ends: who serves there, and who stands in for whom."""

from __future__ import annotations

from datetime import datetime, time

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM
from caunoi.units import succession
from caunoi.units.succession import Rule, Succession

_CARRY_ON = """
INSERT INTO people_membership (id, person_id, agency_id, role, valid_from, valid_to)
SELECT gen_random_uuid(), person_id, heir, role, begins, valid_to FROM (
    SELECT DISTINCT ON (m.person_id, s.heir, m.role) m.person_id, s.heir, m.role,
        greatest(m.valid_from, %(start)s) AS begins, m.valid_to
    FROM people_membership m JOIN succeeding s ON s.origin = m.agency_id
    WHERE m.valid_to IS NULL OR m.valid_to > %(start)s
    ORDER BY m.person_id, s.heir, m.role, m.valid_to DESC NULLS FIRST
) carried
WHERE NOT EXISTS (
    SELECT FROM people_membership o WHERE o.person_id = carried.person_id AND o.agency_id = carried.heir
        AND o.role = carried.role AND (o.valid_to IS NULL OR o.valid_to > carried.begins)
        AND (carried.valid_to IS NULL OR o.valid_from < carried.valid_to)
)"""
_END = """
UPDATE people_membership m SET valid_to = greatest(%(start)s, m.valid_from + interval '1 microsecond')
FROM succeeding s WHERE s.origin = m.agency_id AND (m.valid_to IS NULL OR m.valid_to > %(start)s)"""


def start() -> None:
    """At start-up."""
    absences = Rule("people_absence", "agency_id", "t.valid_to > now()", once=("person_id",))
    succession.register("people", [absences], before=_serve_on)


def _serve_on(following: Succession, actor: Actor, now: datetime) -> int:
    """Who served in an agency that ends serves its main heir in the same role from that day on; history stays."""
    begins = datetime.combine(following.on, time(0), VIETNAM)
    with connection.cursor() as cursor:
        cursor.execute(_CARRY_ON, {"start": begins})
        carried = int(cursor.rowcount)
        cursor.execute(_END, {"start": begins})
    return carried

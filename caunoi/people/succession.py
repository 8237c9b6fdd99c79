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
_LENT_ON = """
INSERT INTO people_delegation (id, membership_id, person_id, valid_from, valid_to)
SELECT gen_random_uuid(), n.id, d.person_id, greatest(d.valid_from, %(start)s), d.valid_to
FROM people_delegation d JOIN people_membership m ON m.id = d.membership_id JOIN succeeding s ON s.origin = m.agency_id
JOIN people_membership n ON n.person_id = m.person_id AND n.agency_id = s.heir AND n.role = m.role
    AND n.valid_from <= greatest(d.valid_from, %(start)s) AND (n.valid_to IS NULL OR n.valid_to >= d.valid_to)
WHERE d.valid_to > %(start)s
    AND NOT EXISTS (SELECT FROM people_delegation o WHERE o.membership_id = n.id AND o.person_id = d.person_id)"""
_END = """
UPDATE people_membership m SET valid_to = greatest(%(start)s, m.valid_from + interval '1 microsecond')
FROM succeeding s WHERE s.origin = m.agency_id AND (m.valid_to IS NULL OR m.valid_to > %(start)s)"""


def start() -> None:
    """At start-up."""
    later = "t.valid_to > current_setting('caunoi.on', true)::date"
    absences = Rule("people_absence", "agency_id", later, once=("person_id", "valid_from"))
    serving = Rule("people_membership", "agency_id", f"t.valid_to IS NULL OR {later}")
    succession.register("people", [absences], counted=[serving], before=_serve_on)


def _serve_on(following: Succession, actor: Actor, now: datetime) -> int:
    """Who served in an agency that ends serves its main heir in the same role from that day on; history stays."""
    begins = datetime.combine(following.on, time(0), VIETNAM)
    with connection.cursor() as cursor:
        cursor.execute(_CARRY_ON, {"start": begins})
        carried = int(cursor.rowcount)
        cursor.execute(_LENT_ON, {"start": begins})
        cursor.execute(_END, {"start": begins})
    return carried

"""What of this room follows an agency that ends: open tasks, with its part in them from that day on."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.units import succession
from caunoi.units.succession import Rule, Succession

_OPEN = "t.stage IN ('open', 'submitted')"
_OF_OPEN = "k.stage IN ('open', 'submitted')"
_PARTS = """
WITH ended AS (
    UPDATE tasks_taskagency p SET valid_to = greatest(p.valid_from, %(on)s)
    FROM succeeding s, tasks_task t
    WHERE s.origin = p.agency_id AND t.id = p.task_id AND p.valid_to IS NULL AND t.stage IN ('open', 'submitted')
    RETURNING p.task_id, s.heir, p.side, p.person_id, p.valid_to
)
INSERT INTO tasks_taskagency (id, task_id, agency_id, side, person_id, valid_from, valid_to, set_at, set_by, reason)
SELECT gen_random_uuid(), task_id, heir, side, person_id, valid_to, NULL, %(now)s, NULL, '' FROM ended"""


def start() -> None:
    """At start-up. Dated parts first: they are what a task's state at a day is told from."""
    rules = [
        Rule("tasks_task", "lead_agency_id", _OPEN, unit="unit_id", province="province"),
        Rule("tasks_task", "issuer_id", _OPEN),
    ]
    running = f"t.valid_to IS NULL AND EXISTS (SELECT FROM tasks_task k WHERE k.id = t.task_id AND {_OF_OPEN})"
    succession.register("tasks", rules, counted=[Rule("tasks_taskagency", "agency_id", running)], before=_parts)


def _parts(following: Succession, actor: Actor, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, {"on": following.on, "now": now})
        return int(cursor.rowcount)

"""What of this room follows an agency that ends: targets in force, their splitting, plans that it issued."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.units import succession
from caunoi.units.succession import Rule, Succession

_ENDED = """
UPDATE plans_target t SET valid_to = greatest(t.valid_from + 1, %(on)s)
FROM succeeding s WHERE s.origin = t.holder_id AND t.valid_to IS NULL"""


def start() -> None:
    """At start-up."""
    target = Rule(
        "plans_target", "holder_id", "t.valid_to IS NULL", unit="unit_id", province="province",
        once=("indicator_id", "due_on"), meets="o.valid_to IS NULL",
    )  # fmt: skip
    live = "t.state IN ('draft', 'open')"
    offered = "t.state IN ('draft', 'offered', 'accepted', 'countered')"
    rules = [
        target,
        Rule("plans_cascade", "agency_id", live, unit="unit_id"),
        Rule("plans_offer", "agency_id", offered, unit="unit_id", once=("cascade_id",)),
        Rule("plans_plan", "agency_id", unit="unit_id", province="province"),
    ]
    succession.register("plans", rules, after=_end_second_targets)


def _end_second_targets(following: Succession, actor: Actor, now: datetime) -> int:
    """Where units with a target each became one, the first goes on and the others end with their agency: what the new
    unit is to reach needs a decision."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDED, {"on": following.on})
        return int(cursor.rowcount)

"""What of this room follows an agency that ends: places that are not live yet, and roll-outs that it leads."""

from __future__ import annotations

from caunoi.units import succession
from caunoi.units.succession import Rule

_NOT_LIVE = "NOT EXISTS (SELECT FROM rollouts_change c WHERE c.place_id = t.id AND c.state = 'live')"


def start() -> None:
    """At start-up."""
    rules = [
        Rule("rollouts_place", "agency_id", _NOT_LIVE, unit="unit_id", province="province", once=("rollout_id",)),
        Rule("rollouts_rollout", "agency_id"),
    ]
    succession.register("rollouts", rules)

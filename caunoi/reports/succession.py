"""What of this room follows an agency that ends: reports that are not accepted yet, and rounds that it opened."""

from __future__ import annotations

from caunoi.units import succession
from caunoi.units.succession import Rule


def start() -> None:
    """At start-up. Of two reports that would meet in a round the first goes on; the other stays as it was."""
    rules = [
        Rule(
            "reports_report", "agency_id", "t.status <> 'accepted'", unit="unit_id", province="province",
            once=("round_id",),
        ),
        Rule(
            "reports_round", "agency_id", "t.kind <> 'ad_hoc'", once=("form", "kind", "start"),
            meets="o.kind <> 'ad_hoc'",
        ),
        Rule("reports_round", "agency_id", "t.kind = 'ad_hoc'"),
    ]  # fmt: skip
    succession.register("reports", rules)

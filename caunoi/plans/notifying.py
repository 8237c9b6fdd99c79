"""Who is told what about a target on its way down: a reader of the journal, after the act, never inside it.

Told of an offer are the heads and leaders of the unit, or its specialists where it has none; of a counter-proposal,
those who prepare at the parent. Who is away is told through the deputy.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import override

from caunoi.core.journal import followers
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.messages import templates
from caunoi.messages.operations import Told, notify_many
from caunoi.people import queries as people
from caunoi.plans.models import Offer
from caunoi.plans.notices import BY, NOTICES

KINDS = frozenset(
    {"plan.offer_made", "plan.offer_agreed", "plan.offer_countered", "plan.offer_fixed", "plan.offer_withdrawn"}
)
HEADS, SPECIALISTS = ("head_of_unit", "leader"), ("specialist",)


def start() -> None:
    """At start-up: the templates, and the reader that the worker keeps going."""
    templates.register(*NOTICES)
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `plan_notices`."""
    return Reader("plan_notices", tell, kinds=KINDS)


def tell(entries: Sequence[Entry]) -> None:
    """Keep the notices of these entries; as many statements for a whole country as for one unit."""
    rows = Offer.objects.select_related("cascade__indicator").in_bulk({entry.subject_id for entry in entries})
    known = [(entry, row) for entry in entries if (row := rows.get(entry.subject_id))]
    if not known:
        return
    at = max(entry.occurred_at for entry, _ in known)
    answered = {row.cascade.agency_id for entry, row in known if _goes_up(entry)}
    offered = {row.agency_id for entry, row in known if not _goes_up(entry)}
    above = people.serving(answered, roles=SPECIALISTS, otherwise=HEADS, at=at)
    below = people.serving(offered, roles=HEADS, otherwise=SPECIALISTS, at=at)
    languages = people.languages({one for many in (above, below) for persons in many.values() for one in persons})
    told = []
    for entry, row in known:
        up = _goes_up(entry)
        whom = above.get(row.cascade.agency_id, ()) if up else below.get(row.agency_id, ())
        link = f"/desk/cascade/{row.cascade_id}/" if up else f"/desk/cascade/offers/{row.pk}/"
        for person in sorted(one for one in whom if one in languages):
            told.append(_told(entry, row, person, languages[person], link))
    notify_many(told, now=at)


def _goes_up(entry: Entry) -> bool:
    return entry.kind == "plan.offer_countered"


def _told(entry: Entry, row: Offer, person: UUID, language: str, link: str) -> Told:
    changed = entry.kind == "plan.offer_made" and entry.data["round"] > 1
    template = "plan.offer_changed" if changed else entry.kind
    return Told(person, template, f"{entry.id}/{template}/{person}", _params(entry, row, language), link)


def _params(entry: Entry, row: Offer, language: str) -> dict[str, str]:
    """What the texts name, as it was when it happened, in the language of who is told."""
    indicator = row.cascade.indicator
    names = {"vi": indicator.name_vi, "en": indicator.name_en, "th": indicator.name_th}
    by = entry.data.get("answer_by")
    with override(language):
        return {
            "indicator": (names.get(language) or indicator.name_vi)[:200],
            "unit": row.name,
            "value": _amount(entry.data["value"], indicator.unit_of_measure, language),
            "counter": _amount(entry.data.get("counter", "0"), indicator.unit_of_measure, language),
            "round": str(entry.data["round"]),
            "due": f"{row.cascade.due_on:%d/%m/%Y}",
            "by": str(BY) % {"by": f"{date.fromisoformat(by):%d/%m/%Y}"} if by else "",
        }


def _amount(value: str, unit: str, language: str) -> str:
    """1.250,5 hồ sơ; with English separators in the other languages."""
    exact = Decimal(value)
    text = f"{exact.to_integral_value() if exact == exact.to_integral_value() else exact.normalize():,f}"
    if language == "vi":
        text = text.translate({ord(","): ".", ord("."): ","})
    return f"{text} {unit}".strip()

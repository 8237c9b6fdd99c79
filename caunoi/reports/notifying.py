"""Who is told what about a report: a reader of the journal, after the act, never inside it.

Told are the heads and leaders of the reporting agency, or its specialists where it has none; who is away, through the
deputy.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import override

from caunoi.core.journal import followers
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.messages import templates
from caunoi.messages.operations import Told, notify_many
from caunoi.people import queries as people
from caunoi.reports.models import Report
from caunoi.reports.notices import NOTICES
from caunoi.reports.policies import FILLERS, SENDERS
from caunoi.reports.rows import period_of
from caunoi.reports.words import named, period_name

KINDS = frozenset(one.name for one in NOTICES)


def start() -> None:
    """At start-up: the templates, and the reader that the worker keeps going."""
    templates.register(*NOTICES)
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `report_notices`."""
    return Reader("report_notices", tell, kinds=KINDS)


def tell(entries: Sequence[Entry]) -> None:
    """Keep the notices of these entries; as many statements for many as for one."""
    if not entries:
        return
    rows = Report.objects.select_related("round").in_bulk({entry.subject_id for entry in entries})
    at = max(entry.occurred_at for entry in entries)
    whom = people.serving({row.agency_id for row in rows.values()}, roles=SENDERS, otherwise=FILLERS, at=at)
    languages = people.languages({person for persons in whom.values() for person in persons})
    told = [
        Told(
            person_id=person, template=entry.kind, key=f"{entry.id}/{entry.kind}/{person}",
            params=_params(row, languages[person]), link=f"/desk/reports/{row.pk}/",
        )
        for entry in entries
        if (row := rows.get(entry.subject_id))
        for person in sorted(whom.get(row.agency_id, ()))
        if person in languages
    ]  # fmt: skip
    notify_many(told, now=at)


def _params(row: Report, language: str) -> dict[str, str]:
    with override(language):
        return {
            "form": named(row.round.form_data["names"]),
            "period": period_name(period_of(row.round)),
            "due": f"{row.round.due_on:%d/%m/%Y}",
        }

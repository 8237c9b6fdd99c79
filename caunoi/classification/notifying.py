"""Who is told what about a classification: a reader of the journal, after the act, never inside it.

Told are the heads and leaders of the classified agency, who may explain, or its specialists where it has none; of an
explanation those of the agency that classifies. Who is away is told through the deputy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from caunoi.classification import schemes
from caunoi.classification.models import Outcome
from caunoi.classification.notices import NOTICES
from caunoi.classification.policies import EXPLAINERS, PREPARERS
from caunoi.classification.rows import version_of
from caunoi.core.journal import followers
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.messages import templates
from caunoi.messages.operations import Told, notify_many
from caunoi.people import queries as people
from caunoi.units import queries as units

EXPLAINED = "classification.explained"
KINDS = frozenset({"classification.sent", "classification.decided", EXPLAINED})


def start() -> None:
    """At start-up: the templates, and the reader that the worker keeps going."""
    templates.register(*NOTICES)
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `classification_notices`."""
    return Reader("classification_notices", tell, kinds=KINDS)


def tell(entries: Sequence[Entry]) -> None:
    """Keep the notices of these entries; a fixed number of statements, whatever the number of agencies."""
    sent = {entry.subject_id: entry for entry in entries if entry.kind == "classification.sent"}
    results = [entry for entry in entries if entry.kind != "classification.sent"]
    outcomes = Outcome.objects.select_related("classing")
    found = [(sent[row.classing_id], row) for row in outcomes.filter(classing_id__in=sent)]
    rows = {row.pk: row for row in outcomes.filter(pk__in={entry.subject_id for entry in results})}
    found += [(entry, rows[entry.subject_id]) for entry in results if entry.subject_id in rows]
    if not found:
        return
    at = max(entry.occurred_at for entry, _ in found)
    whom = people.serving({_to(entry, row) for entry, row in found}, roles=EXPLAINERS, otherwise=PREPARERS, at=at)
    names = {one.id: one.name for one in units.agencies({row.agency_id for _, row in found}).values()}
    languages = people.languages({one for persons in whom.values() for one in persons})
    notify_many(
        [
            _told(entry, row, person, languages[person], names)
            for entry, row in found
            for person in sorted(one for one in whom.get(_to(entry, row), ()) if one in languages)
        ],
        now=at,
    )


def _to(entry: Entry, row: Outcome) -> UUID:
    """The agency whose officers are told."""
    return row.classing.agency_id if entry.kind == EXPLAINED else row.agency_id


def _told(entry: Entry, row: Outcome, person: UUID, language: str, names: Mapping[UUID, str]) -> Told:
    link = f"/desk/classification/results/{row.pk}/"
    params = _params(entry, row, language) | {"agency": names.get(row.agency_id, "")}
    return Told(person, entry.kind, f"{entry.id}/{row.pk}/{person}", params, link)


def _params(entry: Entry, row: Outcome, language: str) -> dict[str, str]:
    """What the texts name, with the criteria's words as they were when the proposal was made."""
    scheme = schemes.whole(row.classing.text, f"{row.classing.scheme}.yaml")
    params = {"year": str(row.classing.year), "scheme": scheme.names[language]}
    if entry.kind == "classification.sent":
        return params | {"by": f"{date.fromisoformat(entry.data['explain_by']):%d/%m/%Y}"}
    if entry.kind == EXPLAINED:
        return params
    grades = {one.id: one.names[language] for one in version_of(row.classing).grades}
    points = entry.data["points"].replace(".", ",") if language == "vi" else entry.data["points"]
    return params | {"grade": grades[entry.data["grade"]], "points": points}

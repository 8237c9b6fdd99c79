"""What is told to whom when something happens to a dossier: a reader of the journal, after the act, never inside it.

Each entry has at most one template for the applicant and one for an officer; entries without any are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import formats
from django.utils.translation import override

from caunoi.core.clock import VIETNAM
from caunoi.core.journal import followers
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.notices import APPLICANT, OFFICER
from caunoi.messages import templates
from caunoi.messages.operations import Told, notify_many
from caunoi.people import queries as people
from caunoi.procedures import queries as procedures

_TO_APPLICANT = {template.name: template.name for template in APPLICANT}
_TO_SPECIALIST = {
    "dossier.assigned": "officer.assigned",
    "dossier.returned_to_specialist": "officer.returned",
    "dossier.supplement_answered": "officer.supplement_answered",
    "dossier.consultation_answered": "officer.consultation_answered",
    "dossier.consultation_silent": "officer.consultation_silent",
    "dossier.due_soon": "officer.due_soon",
    "dossier.error_reported": "officer.error_reported",
}
KINDS = frozenset(_TO_APPLICANT) | frozenset(_TO_SPECIALIST) | {"dossier.reminded"}


def start() -> None:
    """At start-up: the templates, and the reader that the worker keeps going."""
    templates.register(*APPLICANT, *OFFICER)
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `notices`."""
    return Reader("notices", tell, kinds=KINDS)


@dataclass(frozen=True, slots=True)
class _Addressee:
    person_id: UUID
    template: str
    link: str
    entry: Entry
    dossier: Dossier


def tell(entries: Sequence[Entry]) -> None:
    """Keep the notices of these entries; five statements however many there are."""
    if not entries:
        return
    rows = Dossier.objects.defer("answers", "result").in_bulk({entry.subject_id for entry in entries})
    whom = [found for entry in entries if (row := rows.get(entry.subject_id)) for found in _addressees(entry, row)]
    languages = people.languages(a.person_id for a in whom)
    names = _names(whom, languages)
    told = [
        Told(
            person_id=a.person_id,
            template=a.template,
            key=f"{a.entry.id}/{a.template}" + (f"/{a.person_id}" if a.template == "officer.reminded" else ""),
            params={
                "code": a.dossier.code or "",
                "procedure": names[languages[a.person_id], a.dossier.procedure_version_id],
                "due": _due(a.dossier),
            },
            link=a.link,
        )
        for a in whom
        if a.person_id in languages
    ]
    notify_many(told, now=max(entry.occurred_at for entry in entries))


def _addressees(entry: Entry, dossier: Dossier) -> Iterator[_Addressee]:
    if template := _TO_APPLICANT.get(entry.kind):
        yield _Addressee(dossier.applicant_id, template, f"/dossiers/{dossier.code}/", entry, dossier)
    if entry.kind == "dossier.reminded":
        for person in map(UUID, entry.data["whom"]):
            yield _Addressee(person, "officer.reminded", f"/desk/dossiers/{dossier.code}/", entry, dossier)
    if (template := _TO_SPECIALIST.get(entry.kind)) and (officer := _officer(entry, dossier)):
        yield _Addressee(officer, template, f"/desk/dossiers/{dossier.code}/", entry, dossier)


def _officer(entry: Entry, dossier: Dossier) -> UUID | None:
    """Who is told: the one named by the entry, or the specialist in charge."""
    named = entry.data.get("assignee")
    return UUID(named) if named else dossier.specialist_id


def _names(whom: Iterable[_Addressee], languages: dict[UUID, str]) -> dict[tuple[str, UUID], str]:
    """Names of the procedures, in each language that somebody reads."""
    names: dict[tuple[str, UUID], str] = {}
    wanted = {(languages[a.person_id], a.dossier.procedure_version_id) for a in whom if a.person_id in languages}
    for language in {spoken for spoken, version in wanted}:
        with override(language):
            versions = procedures.versions(sorted({version for spoken, version in wanted if spoken == language}))
        names |= {(language, version): view.name for version, view in versions.items()}
    return names


def _due(dossier: Dossier) -> str:
    if dossier.due_at is None:
        return ""
    return formats.date_format(dossier.due_at.astimezone(VIETNAM), "d/m/Y")

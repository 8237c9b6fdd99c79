"""A machine files for a person: by the counter's own operation, or as one who helps to file online."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.errors import DomainError, InvalidInput, Problem
from caunoi.documents import operations as documents
from caunoi.dossiers import operations as dossiers
from caunoi.dossiers import queries
from caunoi.dossiers.queries import CounterPaper, CounterPerson, DossierView
from caunoi.exchange.errors import RoleCannotFile
from caunoi.exchange.operations.calls import actor_of
from caunoi.exchange.shapes import Caller
from caunoi.people import queries as people


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One component: files that were uploaded (several pictures become one PDF), or on paper only."""

    component_id: str
    file_ids: tuple[UUID, ...] = ()
    originals: int = 0
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is filed. `agency_id` is the receiving centre; the machine's own when it is not given."""

    procedure_code: str
    person: CounterPerson
    answers: dict[str, Any]
    papers: Sequence[Paper] = ()
    case_id: str | None = None
    channel: str = "post"
    agency_id: UUID | None = None
    competent_agency_id: UUID | None = None
    reliefs: Collection[str] = ()
    return_way: str = "counter"
    return_address: str = ""


def file_dossier(*, filing: Filing, key: str, caller: Caller, now: datetime) -> DossierView:
    """File, and at a counter receive, all in one transaction; the same key gives the same dossier back.

    A machine in the counter's role receives (`post`, or `direct`) by `receive_at_counter`; one of support staff files
    `online` for the person at any centre. Raises RoleCannotFile and what those operations raise; problems with papers
    name `components.N`.
    """
    actor = actor_of(caller)
    if done := queries.filed_with(key, actor=actor, now=now):  # its answer was lost on the way
        return done
    papers = _all_taken(filing.papers, actor, now)
    if caller.role == "counter_officer":
        view = _received(filing, papers, key, caller, now)
    elif caller.role == "support_staff":
        view = _helped(filing, papers, key, caller, now)
    else:
        raise RoleCannotFile(role=people.role_name(caller.role))
    _discard(filing.papers, actor, now)
    return view


def answer_supplement(
    *,
    dossier_id: UUID,
    answers: dict[str, Any],
    papers: Sequence[Paper],
    expected_version: int | None,
    key: str,
    caller: Caller,
    now: datetime,
) -> DossierView:
    """What was asked for, all in one transaction. Raises what save_answers, upload and answer_supplement raise."""
    actor = actor_of(caller)
    taken = _all_taken(papers, actor, now)
    with transaction.atomic():
        version = expected_version
        if answers:
            dossiers.save_answers(
                dossier_id=dossier_id, answers=answers, actor=actor, now=now, expected_version=version
            )
            version = None
        for paper in taken:
            _upload(dossier_id, paper, actor, now, version)
            version = None
        view = dossiers.answer_supplement(
            dossier_id=dossier_id, actor=actor, now=now, idempotency_key=key, expected_version=version
        )
    _discard(papers, actor, now)
    return view


def _received(filing: Filing, papers: list[CounterPaper], key: str, caller: Caller, now: datetime) -> DossierView:
    return dossiers.receive_at_counter(
        agency_id=caller.agency_id, procedure_code=filing.procedure_code, person=filing.person,
        answers=filing.answers, papers=papers, idempotency_key=key, actor=actor_of(caller), now=now,
        case_id=filing.case_id, channel=filing.channel, competent_agency_id=filing.competent_agency_id,
        reliefs=filing.reliefs, return_way=filing.return_way, return_address=filing.return_address,
    )  # fmt: skip


@transaction.atomic
def _helped(filing: Filing, papers: list[CounterPaper], key: str, caller: Caller, now: datetime) -> DossierView:
    actor = actor_of(caller)
    draft = dossiers.start_for(
        person=filing.person, agency_id=caller.agency_id, procedure_code=filing.procedure_code, actor=actor, now=now,
        receiving_agency_id=filing.agency_id, case_id=filing.case_id, competent_agency_id=filing.competent_agency_id,
    )  # fmt: skip
    if filing.reliefs or filing.return_way != "counter":
        dossiers.change_draft(
            dossier_id=draft, reliefs=filing.reliefs, return_way=filing.return_way,
            return_address=filing.return_address, actor=actor, now=now,
        )  # fmt: skip
    dossiers.save_answers(dossier_id=draft, answers=filing.answers, actor=actor, now=now)
    for paper in papers:
        _upload(draft, paper, actor, now, None)
    return dossiers.submit(dossier_id=draft, idempotency_key=key, actor=actor, now=now)


def _upload(dossier_id: UUID, paper: CounterPaper, actor: Actor, now: datetime, version: int | None) -> None:
    said: dict[str, Any] = {"dossier_id": dossier_id, "component_id": paper.component_id, "actor": actor, "now": now}
    counts: dict[str, Any] = {"originals": paper.originals, "copies": paper.copies}
    if paper.pages:
        dossiers.upload_pages(**said, **counts, pages=paper.pages, expected_version=version)
    else:
        dossiers.hand_in_paper(**said, **counts, expected_version=version)


def _all_taken(papers: Sequence[Paper], actor: Actor, now: datetime) -> list[CounterPaper]:
    """Each component once: the second of two would take the first one's place, and nobody would know."""
    named = [paper.component_id for paper in papers]
    twice = [n for n, component in enumerate(named) if component in named[:n]]
    if twice:
        text = _("Thành phần này đã có ở trên; mọi tệp của một thành phần gửi trong cùng một mục.")
        raise InvalidInput([Problem(text, field=f"components.{n}.component_id") for n in twice])
    return [_taken(n, paper, actor, now) for n, paper in enumerate(papers)]


def _taken(number: int, paper: Paper, actor: Actor, now: datetime) -> CounterPaper:
    pages = []
    for place, file_id in enumerate(paper.file_ids):
        try:
            pages.append(documents.taken(file_id, actor=actor, now=now))
        except DomainError as error:
            where = f"components.{number}.files.{place}"
            raise InvalidInput([Problem(error.message, field=where)]) from error
    return CounterPaper(
        component_id=paper.component_id, originals=paper.originals, copies=paper.copies, pages=tuple(pages)
    )


def _discard(papers: Sequence[Paper], actor: Actor, now: datetime) -> None:
    """Handed in: forget the uploads, each once, however many papers it was named in."""
    for file_id in dict.fromkeys(file_id for paper in papers for file_id in paper.file_ids):
        documents.discard(file_id, actor=actor, now=now)

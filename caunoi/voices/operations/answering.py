"""The holder answers; what it promises becomes tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import DomainError, Problem
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.tasks import operations as tasks
from caunoi.tasks.shapes import Origin, TaskDraft
from caunoi.units import queries as units
from caunoi.units.rules.text import fold
from caunoi.voices import events, petition_journal, texts
from caunoi.voices.acting import late, locked, note, require_open, save, step
from caunoi.voices.errors import EmptyAnswer
from caunoi.voices.models import Answer, Commitment, Voice
from caunoi.voices.policies import person_of, require_answerer, standing
from caunoi.voices.shapes import CommitmentDraft, State

LEAST, MOST = 10, 8000


@transaction.atomic
def answer(
    *, voice_id: UUID, text: str, actor: Actor, now: datetime, commitments: Sequence[CommitmentDraft] = ()
) -> UUID:
    """Answer it. Each commitment becomes a task of the holder's (Decree 191/2026 art. 24), told to whoever has the
    voice when it is done.

    On time: not after the day it was due. Raises VoiceNotFound, NotTheAnswerer, NotOpen, EmptyAnswer (every problem; of
    a commitment as `commitments.N.field`).
    """
    who = standing(actor, now=now)
    voice = locked(voice_id, who)
    require_answerer(who, voice, now=now)
    require_open(voice)
    _check(text, commitments, now)
    assert voice.holder_id is not None  # somebody answers for it
    on_time = not late(voice, now)
    row = Answer.objects.create(
        id=new_id(), voice=voice, text=text.strip(), agency_id=voice.holder_id, person_id=person_of(actor), at=now,
        on_time=on_time,
    )  # fmt: skip
    _commit(voice, row, commitments, actor, now)
    voice.state, voice.answered_at, voice.answered_on_time = State.ANSWERED, now, on_time
    save(voice, ["state", "answered_at", "answered_on_time"])
    step(voice, "answered", actor=actor, now=now, by_agency=voice.holder_id)
    agency = units.agencies([voice.holder_id]).get(voice.holder_id)
    note(
        events.Answered, voice, actor=actor, now=now, agency=agency, on_time=on_time, commitments=len(commitments),
        same=voice.same,
    )  # fmt: skip
    petition_journal.answered(voice, on_time=on_time, actor=actor, now=now)
    return row.pk


def search_key(voice: Voice) -> str:
    """What a search looks in."""
    public = f"{voice.public_title} {voice.public_text} {voice.public_answer}" if voice.published_at else ""
    return fold(f"{voice.code} {voice.title} {voice.text} {public}")


def _check(text: str, commitments: Sequence[CommitmentDraft], now: datetime) -> None:
    problems, today = [], local_date(now)
    if len(text.strip()) < LEAST:
        problems.append(Problem(texts.NO_ANSWER, field="text"))
    if len(text.strip()) > MOST:
        problems.append(Problem(texts.TOO_LONG, field="text", params=(("most", MOST),)))
    for number, one in enumerate(commitments):
        if not one.text.strip():
            problems.append(Problem(texts.COMMITMENT_TEXT, field=f"commitments.{number}.text"))
        if one.due_on < today:
            past = (("due", f"{one.due_on:%d/%m/%Y}"),)
            problems.append(Problem(texts.COMMITMENT_DAY, field=f"commitments.{number}.due_on", params=past))
    if problems:
        raise EmptyAnswer(problems)


def _commit(voice: Voice, row: Answer, commitments: Sequence[CommitmentDraft], actor: Actor, now: datetime) -> None:
    if not commitments:
        return
    origin = Origin(
        kind="voice", number=voice.code, issued_on=local_date(now), abstract=voice.title, issuer_id=row.agency_id,
        subject=SubjectRef("voice", voice.pk),
    )  # fmt: skip
    drafts = [_task(one, voice) for one in commitments]
    try:
        made = tasks.assign_many(origin=origin, drafts=drafts, actor=actor, now=now, issuer_id=row.agency_id)
    except DomainError as error:
        if not error.problems:
            raise
        raise EmptyAnswer([_problem(one) for one in error.problems]) from error
    Commitment.objects.bulk_create(
        Commitment(
            id=new_id(), answer=row, text=one.text.strip(), due_on=one.due_on, agency_id=one.agency_id,
            person_id=one.person_id, task_id=task_id,
        )
        for one, task_id in zip(commitments, made, strict=True)
    )  # fmt: skip


def _task(one: CommitmentDraft, voice: Voice) -> TaskDraft:
    """The six clear points of an assignment, from a promise."""
    return TaskDraft(
        title=one.text.strip(), person_id=one.person_id, due_on=one.due_on, lead_agency_id=one.agency_id,
        responsibility=_("Thực hiện cam kết trong trả lời vướng mắc %(code)s.") % {"code": voice.code},
        result=_("Cam kết được thực hiện và nơi nêu vướng mắc được thông báo."),
        authority=_("Theo chức năng, nhiệm vụ của cơ quan thực hiện."),
    )  # fmt: skip


_FIELDS = {"lead_agency_id": "agency_id", "title": "text"}


def _problem(one: Problem) -> Problem:
    name = _FIELDS.get(one.field, one.field)
    number = (one.line or 1) - 1
    return Problem(one.message, field=f"commitments.{number}.{name}", params=one.params)

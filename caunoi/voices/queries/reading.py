"""One voice with all that its page shows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.tasks import queries as tasks
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView
from caunoi.voices import texts
from caunoi.voices.errors import VoiceNotFound
from caunoi.voices.models import Answer, Commitment, Petition, Same, Step, Voice
from caunoi.voices.policies import (
    DECIDERS,
    RAISERS,
    Standing,
    answers,
    is_author,
    may_route,
    standing,
    visible,
)
from caunoi.voices.rules.routing import LEVELS
from caunoi.voices.shapes import AnswerView, CommitmentView, Kind, State, StepView, VoiceView
from caunoi.voices.viewing import name_of, names, row_view


def voice(voice_id: UUID, *, actor: Actor, now: datetime) -> VoiceView:
    """The voice; at most fourteen statements. Raises VoiceNotFound."""
    who = standing(actor, now=now)
    row = Voice.objects.filter(visible(who), pk=voice_id).first() or _unrouted(voice_id, who)
    steps = list(Step.objects.filter(voice=row).order_by("seq"))
    given = list(Answer.objects.filter(voice=row).order_by("at"))
    promised = list(Commitment.objects.filter(answer__voice=row).order_by("due_on", "id"))
    agencies = units.agencies(_named(row, steps, given, promised))
    persons = names(
        [row.person_id, row.stand_in_id, *(s.by_person for s in steps), *(a.person_id for a in given),
         *(c.person_id for c in promised)]
    )  # fmt: skip
    states = _states(row, promised, now)
    checked = Petition.objects.filter(voice=row).values_list("checked", flat=True).first() or ""
    return VoiceView(
        row=row_view(row, agencies, local_date(now), checked if row.kind == Kind.PETITION else ""), text=row.text,
        way=row.way, contact_name=persons.get(row.person_id, "") if row.person_id else "",
        stand_in_name=persons.get(row.stand_in_id, "") if row.stand_in_id else "",
        steps=tuple(_step(one, agencies, persons) for one in steps),
        answers=tuple(_answer(one, promised, agencies, persons, states) for one in given),
        forwards=row.forwards, escalated_on=row.escalated_on, answered_at=row.answered_at,
        published_at=row.published_at, public_title=row.public_title, public_text=row.public_text,
        public_answer=row.public_answer, may=_may(row, who, now),
        has_same=Same.objects.filter(voice=row, agency_id__in=who.agencies(RAISERS)).exists(),
    )  # fmt: skip


def _unrouted(voice_id: UUID, who: Standing) -> Voice:
    """What waits for a keeper is seen by the keeper. Raises VoiceNotFound."""
    row = Voice.objects.filter(pk=voice_id, holder_id=None).first()
    if row is None or not may_route(who, row):
        raise VoiceNotFound
    return row


def _named(row: Voice, steps: list[Step], given: list[Answer], promised: list[Commitment]) -> set[UUID]:
    ids = {row.author_agency_id, row.holder_id, *(s.by_agency for s in steps), *(s.to_agency for s in steps)}
    ids |= {a.agency_id for a in given} | {c.agency_id for c in promised}
    return {one for one in ids if one is not None}


def _states(row: Voice, promised: list[Commitment], now: datetime) -> dict[UUID, str]:
    """The tasks' state today: everybody who sees the voice sees how its promises stand. One statement."""
    if not promised:
        return {}
    return tasks.states_of_origin(SubjectRef("voice", row.pk), on=local_date(now))


def _step(one: Step, agencies: dict[UUID, AgencyView], persons: dict[UUID, str]) -> StepView:
    return StepView(
        kind=one.kind, title=texts.STEPS.get(one.kind, one.kind), at=one.at,
        person_name=persons.get(one.by_person, "") if one.by_person else "",
        agency_name=name_of(agencies, one.by_agency), to_agency_name=name_of(agencies, one.to_agency),
        words=one.words, due_on=one.due_on,
    )  # fmt: skip


def _answer(
    one: Answer, promised: list[Commitment], agencies: dict[UUID, AgencyView], persons: dict[UUID, str],
    states: dict[UUID, str],
) -> AnswerView:  # fmt: skip
    return AnswerView(
        id=one.pk, text=one.text, agency_id=one.agency_id, agency_name=name_of(agencies, one.agency_id),
        person_name=persons.get(one.person_id, "") if one.person_id else "", at=one.at, on_time=one.on_time,
        commitments=tuple(
            CommitmentView(
                id=c.pk, text=c.text, due_on=c.due_on, agency_id=c.agency_id,
                agency_name=name_of(agencies, c.agency_id), person_id=c.person_id,
                person_name=persons.get(c.person_id, ""), task_id=c.task_id, state=states.get(c.task_id, ""),
            )
            for c in promised
            if c.answer_id == one.pk
        ),
    )  # fmt: skip


def _may(row: Voice, who: Standing, now: datetime) -> frozenset[str]:
    """The operations that the actor could do now, by name."""
    found = set()
    running, done = row.state == State.OPEN, row.state in (State.ANSWERED, State.CLOSED)
    if running and answers(who, row, now=now):
        found |= {"answer", "forward"} | ({"pass_up"} if row.level in LEVELS[:-1] else set())
    if running and row.holder_id is None and may_route(who, row):
        found.add("route_by_hand")
    if done and row.holder_id is not None and who.holds(row.holder_id, DECIDERS):
        found.add("unpublish" if row.published_at else "publish_answer")
    if is_author(who, row):
        found |= {"withdraw"} if running else set()
        found |= {"close"} if row.state == State.ANSWERED else set()
        found |= {"reopen"} if done and row.kind == Kind.DIFFICULTY else set()
    elif row.kind == Kind.DIFFICULTY and row.state != State.WITHDRAWN and who.agencies(RAISERS):
        found.add("add_same")
    return frozenset(found)

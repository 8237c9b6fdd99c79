"""A locality says where it hurts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView
from caunoi.units.rules.text import fold
from caunoi.voices import events, texts
from caunoi.voices.acting import (
    acting_agency,
    add_same_count,
    locked,
    new_voice,
    note,
    send_to,
    step,
)
from caunoi.voices.errors import NoLevelAbove, UnfitVoice, YourOwn
from caunoi.voices.models import Same, Voice
from caunoi.voices.numbering import next_code
from caunoi.voices.policies import RAISERS, person_of, require_raiser, standing
from caunoi.voices.routing import Destination, Place, destination_of_field
from caunoi.voices.rules.routing import level_above
from caunoi.voices.shapes import Kind, State, Way
from caunoi.voices.tables import fields

LEAST, MOST = 10, 4000


@transaction.atomic
def raise_difficulty(
    *, text: str, topic: str, way: str, agency_id: UUID, actor: Actor, now: datetime, title: str = "",
    is_sample: bool = False,
) -> UUID:  # fmt: skip
    """Raise a difficulty in the name of an agency; it goes to who answers for the field, level by level or straight.

    Without a row of the table that leads anywhere it is kept all the same and waits for the keeper. `title`: the text's
    first sentence when left out. Raises NotTheRaiser, UnfitVoice (every problem), NoLevelAbove.
    """
    require_raiser(actor, agency_id=agency_id, now=now)
    _check(text, topic, way)
    author = units.agency(agency_id)
    level = level_above(author.level, way)
    if level is None:
        raise NoLevelAbove
    today = local_date(now)
    where = destination_of_field(topic, level=level, place=Place(author.province_code, author.unit_id), on=today)
    voice = _row(title.strip() or headline(text), text.strip(), topic, way, author, actor, now)
    voice.is_sample = is_sample
    send_to(voice, where)
    voice.code = next_code(Kind.DIFFICULTY, today)
    voice.save(force_insert=True)
    step(voice, "raised", actor=actor, now=now, by_agency=agency_id, to_agency=voice.holder_id)
    _journal(voice, where, actor, now)
    return voice.pk


@transaction.atomic
def add_same(*, voice_id: UUID, actor: Actor, now: datetime, agency_id: UUID | None = None) -> bool:
    """Say that an agency has it, too; its officers are told of the answer. False when it was said before.

    Anybody who may raise difficulties for the agency may; of an answer that is published, or of a voice that they see.
    Raises NotTheRaiser, VoiceNotFound, YourOwn.
    """
    who = standing(actor, now=now)
    agency = agency_id or acting_agency(actor, who, *who.agencies(RAISERS))
    require_raiser(actor, agency_id=agency or voice_id, now=now)
    voice = Voice.objects.filter(pk=voice_id, published_at__isnull=False, kind=Kind.DIFFICULTY).first()
    voice = voice or locked(voice_id, who)
    if voice.author_agency_id == agency:
        raise YourOwn
    row = Same(voice=voice, agency_id=agency, person_id=person_of(actor), at=now)
    kept = Same.objects.filter(voice=voice, agency_id=agency).exists()
    if kept:
        return False
    row.save(force_insert=True)
    add_same_count(voice.pk)
    voice.same += 1
    step(voice, "same", actor=actor, now=now, by_agency=agency)
    note(events.SameAdded, voice, actor=actor, now=now, by=agency, count=voice.same)
    return True


def headline(text: str) -> str:
    """The first sentence or line, for lists."""
    first = text.strip().splitlines()[0] if text.strip() else ""
    end = min((at for mark in ".?!" if (at := first.find(f"{mark} ")) > 20), default=len(first))
    cut = first[: end if end < len(first) else len(first)].strip()
    return cut if len(cut) <= 120 else f"{cut[:117].rsplit(' ', 1)[0]}…"


def _check(text: str, topic: str, way: str) -> None:
    problems = []
    if len(text.strip()) < LEAST:
        problems.append(Problem(texts.NO_TEXT, field="text"))
    if len(text.strip()) > MOST:
        problems.append(Problem(texts.TOO_LONG, field="text", params=(("most", MOST),)))
    if topic not in fields().topics:
        problems.append(Problem(texts.NO_TOPIC, field="topic"))
    if way not in set(Way):
        problems.append(Problem(texts.NO_WAY, field="way"))
    if problems:
        raise UnfitVoice(problems)


def _row(title: str, text: str, topic: str, way: str, author: AgencyView, actor: Actor, now: datetime) -> Voice:
    return new_voice(
        kind=Kind.DIFFICULTY, title=title[:200], text=text, search_key=fold(f"{title} {text}"), topic=topic,
        author_agency_id=author.id, author_person_id=person_of(actor), unit_id=author.unit_id,
        province=author.province_code, raised_at=now, raised_on=local_date(now), way=way, state=State.OPEN,
    )  # fmt: skip


def _journal(voice: Voice, where: Destination, actor: Actor, now: datetime) -> None:
    note(events.Raised, voice, actor=actor, now=now, agency=where.agency, way=voice.way, sure=where.sure)
    if where.agency is None:
        note(events.Unrouted, voice, actor=actor, now=now)

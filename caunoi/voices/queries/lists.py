"""Piles of an agency, what nobody answers for yet, published answers, and how topics stand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.units import queries as units
from caunoi.units.rules.text import fold
from caunoi.voices.models import Voice
from caunoi.voices.policies import DECIDERS, Standing, keeps, require_reader_of, standing, visible
from caunoi.voices.shapes import Kind, Page, PublishedPage, PublishedView, QueueCounts, State, TopicFigures
from caunoi.voices.viewing import agencies_of, name_of, rows_view, topic_name

PAGE = 50
PILES = ("open", "late", "answered", "closed", "raised", "to_check")


def queue(
    agency_id: UUID, *, actor: Actor, now: datetime, pile: str = "open", kind: str = "", topic: str = "",
    text: str = "", page: int = 1,
) -> Page:  # fmt: skip
    """One page of a pile of the agency, the nearest day first; at most ten statements whatever its volume.

    Piles: open (held, not answered), late, answered, closed, raised (by the agency), to_check (petitions that nobody
    looked at before they are public). `text` finds words of the voice without diacritics. Raises NotYourVoices.
    """
    who = require_reader_of(agency_id, actor, now=now)
    today = local_date(now)
    rows = _narrowed(_pile(agency_id, pile if pile in PILES else "open", today), kind, topic, text)
    if agency_id not in who.roles:
        rows = rows.filter(visible(who))
    ordered = (
        rows.order_by("-raised_at", "-id")
        if pile in ("raised", "answered", "closed")
        else rows.order_by(F("due_on").asc(nulls_first=True), "raised_at", "id")
    )
    return _page(ordered, page, today, counts_of(agency_id, today))


def counts_of(agency_id: UUID, today: date) -> QueueCounts:
    """How many in each pile; one statement over the agency's own rows."""
    held = Q(holder_id=agency_id)
    found = Voice.objects.filter(held | Q(author_agency_id=agency_id)).aggregate(
        open=Count("pk", filter=held & Q(state=State.OPEN)),
        late=Count("pk", filter=held & Q(state=State.OPEN, due_on__lt=today)),
        answered=Count("pk", filter=held & Q(state=State.ANSWERED)),
        closed=Count("pk", filter=held & Q(state__in=[State.CLOSED, State.WITHDRAWN])),
        raised=Count("pk", filter=Q(author_agency_id=agency_id)),
        to_check=Count("pk", filter=held & _TO_CHECK),
    )  # fmt: skip
    return QueueCounts(**found)


def raised_by(agency_id: UUID, *, actor: Actor, now: datetime, page: int = 1) -> Page:
    """What the agency raised, the newest first. Raises NotYourVoices."""
    return queue(agency_id, actor=actor, now=now, pile="raised", page=page)


def unrouted(*, actor: Actor, now: datetime, page: int = 1) -> Page:
    """Open voices that no row of the table leads anywhere, in the sight of the actor who keeps a table; oldest first.

    Nobody else gets any. Four statements and one more.
    """
    who = standing(actor, now=now)
    rows = Voice.objects.filter(state=State.OPEN, holder_id=None).order_by("raised_at", "id")
    return _page(rows.filter(_kept(who)), page, local_date(now), QueueCounts())


def unrouted_count(*, actor: Actor, now: datetime) -> int:
    """How many of them."""
    who = standing(actor, now=now)
    return Voice.objects.filter(_kept(who), state=State.OPEN, holder_id=None).count()


def published(
    *, text: str = "", topic: str = "", kind: str = Kind.DIFFICULTY, page: int = 1, size: int = 20
) -> PublishedPage:
    """Published answers, the newest first, for everybody; every word must be found, without diacritics."""
    rows = _narrowed(Voice.objects.exclude(published_at=None), kind, topic, text).order_by("-published_at", "-id")
    count = rows.count()
    pages = max(1, -(-count // size))
    number = min(max(page, 1), pages)
    found = list(rows[(number - 1) * size : number * size])
    return PublishedPage(_published(found), number, pages, count)


def published_one(code: str) -> PublishedView | None:
    """One of them by its code; None when it is not published."""
    found = list(Voice.objects.filter(code=code.strip().upper()).exclude(published_at=None)[:1])
    return _published(found)[0] if found else None


def overview(agency_id: UUID, *, actor: Actor, now: datetime, since: date | None = None) -> list[TopicFigures]:
    """How each topic stands in the agency's sight: what it holds, raised or steers; most voices first.

    Raises NotYourVoices.
    """
    who = require_reader_of(agency_id, actor, now=now)
    today = local_date(now)
    rows = Voice.objects.filter(visible(who), kind=Kind.DIFFICULTY)
    if since is not None:
        rows = rows.filter(raised_on__gte=since)
    late = Q(state=State.OPEN, due_on__lt=today)
    done = Q(state__in=[State.ANSWERED, State.CLOSED])
    found = rows.values("topic").annotate(
        voices=Count("pk", distinct=True), askers=Count("author_agency_id", distinct=True),
        sames_=Count("sames", distinct=True), open_=Count("pk", filter=Q(state=State.OPEN), distinct=True),
        late_=Count("pk", filter=late, distinct=True), answered_=Count("pk", filter=done, distinct=True),
        on_time=Count("pk", filter=done & Q(answered_on_time=True), distinct=True),
    )  # fmt: skip
    figures = [
        TopicFigures(
            one["topic"], topic_name(Kind.DIFFICULTY, one["topic"]), one["voices"], one["askers"] + one["sames_"],
            one["open_"], one["late_"], one["answered_"], one["on_time"],
        )
        for one in found
    ]  # fmt: skip
    return sorted(figures, key=lambda one: (-one.voices, one.topic_name))


_TO_CHECK = Q(kind=Kind.PETITION, petition__checked="waiting")


def _pile(agency_id: UUID, pile: str, today: date) -> QuerySet[Voice]:
    if pile == "raised":
        return Voice.objects.filter(author_agency_id=agency_id)
    rows = Voice.objects.filter(holder_id=agency_id)
    conditions = {
        "open": Q(state=State.OPEN), "late": Q(state=State.OPEN, due_on__lt=today), "answered": Q(state=State.ANSWERED),
        "closed": Q(state__in=[State.CLOSED, State.WITHDRAWN]), "to_check": _TO_CHECK,
    }  # fmt: skip
    return rows.filter(conditions[pile])


def _narrowed(rows: QuerySet[Voice], kind: str, topic: str, text: str) -> QuerySet[Voice]:
    given: dict[str, Any] = {name: value for name, value in (("kind", kind), ("topic", topic)) if value}
    rows = rows.filter(**given)
    for word in fold(text).split()[:12]:
        rows = rows.filter(search_key__contains=word)
    return rows


def _page(rows: QuerySet[Voice], page: int, today: date, counts: QueueCounts) -> Page:
    count = rows.count()
    pages = max(1, -(-count // PAGE))
    number = min(max(page, 1), pages)
    found = list(rows.defer("text", "public_text", "public_answer")[(number - 1) * PAGE : number * PAGE])
    return Page(rows_view(found, today), number, pages, count, counts)


def _kept(who: Standing) -> Q:
    """What a keeper sees of the voices without a holder; the rule is `policies.may_route`."""
    if who.everywhere:
        return Q()
    seen = Q(pk=None)
    for one in units.agencies(who.agencies(DECIDERS)).values():
        if not keeps(one):
            continue
        if one.level == "nation":
            seen |= ~Q(pk=None) if one.kind == "office" else ~Q(level="nation")
        elif one.level == "province":
            seen |= Q(province=one.province_code) & ~Q(level="nation")
        elif one.unit_id is not None:
            seen |= Q(unit_id=one.unit_id, level="commune")
    return seen


def _published(rows: list[Voice]) -> tuple[PublishedView, ...]:
    agencies = agencies_of(rows)
    return tuple(
        PublishedView(
            id=row.pk, code=row.code, kind=row.kind, title=row.public_title, text=row.public_text,
            answer=row.public_answer, topic=row.topic, topic_name=topic_name(row.kind, row.topic),
            agency_name=name_of(agencies, row.holder_id), published_at=row.published_at, same=row.same,
        )
        for row in rows
        if row.published_at is not None
    )  # fmt: skip

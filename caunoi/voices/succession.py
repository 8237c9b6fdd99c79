"""What of this room follows an agency that ends: open voices, what it raised, its rows of the routing table."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from caunoi.core.actor import Actor
from caunoi.core.journal import append_many
from caunoi.units import succession
from caunoi.units.succession import Rule, Succession
from caunoi.voices.models import Voice
from caunoi.voices.petition_events import PetitionLeft, PetitionReached
from caunoi.voices.petition_rows import place_of, said
from caunoi.voices.shapes import Kind, State

_HELD = "t.state IN ('open', 'answered')"
_STEPS = """
INSERT INTO voices_step (id, voice_id, seq, kind, at, by_person, by_agency, to_agency, words, due_on)
SELECT gen_random_uuid(), v.id, (SELECT coalesce(max(seq), 0) + 1 FROM voices_step x WHERE x.voice_id = v.id),
    'succeeded', %(now)s, NULL, v.holder_id, coalesce(u.heir, s.heir), '', v.due_on
FROM voices_voice v JOIN succeeding s ON s.origin = v.holder_id
LEFT JOIN succeeding_unit u ON u.origin = v.holder_id AND u.unit = v.unit_id
WHERE v.state IN ('open', 'answered')"""


def start() -> None:
    """At start-up. Where the holder was divided, the unit that a voice concerns decides."""
    running = "(t.valid_to IS NULL OR t.valid_to > current_setting('caunoi.on', true)::date)"
    rules = [
        Rule("voices_voice", "holder_id", _HELD, item_unit="unit_id"),
        Rule("voices_voice", "author_agency_id", _HELD, unit="unit_id", province="province"),
        Rule("voices_route", "keeper_id", running, unit="unit_id", province="province"),
        Rule("voices_route", "agency_id", running),
    ]
    succession.register("voices", rules, before=_leave, after=_reach)


def _leave(following: Succession, actor: Actor, now: datetime) -> int:
    """Petitions are counted for who holds them: each leaves the one and reaches the other."""
    rows = Voice.objects.filter(kind=Kind.PETITION, state=State.OPEN, holder_id__in=list(following.heirs))
    append_many([(PetitionLeft(**said(row)), row.pk, place_of(row)) for row in rows], actor=actor, now=now)
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, {"now": now})
    return 0


def _reach(following: Succession, actor: Actor, now: datetime) -> int:
    """The same petitions, at who holds them now: the last step tells which they are."""
    came = Voice.objects.filter(kind=Kind.PETITION, state=State.OPEN, steps__kind="succeeded", steps__at=now)
    entries = [(PetitionReached(**said(row)), row.pk, place_of(row)) for row in came.distinct()]
    append_many(entries, actor=actor, now=now)
    return 0

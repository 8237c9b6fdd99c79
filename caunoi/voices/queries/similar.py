"""What is like the text that somebody is writing."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.units.rules.text import fold
from caunoi.voices.models import Voice
from caunoi.voices.policies import standing, visible
from caunoi.voices.shapes import Kind, Similar, State
from caunoi.voices.viewing import agencies_of, name_of

LEAST = 0.45
"""How like two texts must be, by trigrams of the shorter one within the longer one."""


def similar(text: str, *, actor: Actor, now: datetime, topic: str = "", limit: int = 5) -> list[Similar]:
    """Published answers, and open difficulties that the actor may see, that are like the text; best first.

    At most four statements. Nothing for a text of under three words.
    """
    folded = fold(text)[:300]
    if len(folded.split()) < 3:
        return []
    who = standing(actor, now=now)
    seen = ~Q(published_at=None) | (Q(state=State.OPEN) & visible(who))
    rows = Voice.objects.filter(seen, kind=Kind.DIFFICULTY, search_key__trigram_word_similar=folded)
    if topic:
        rows = rows.filter(topic=topic)
    scored = rows.annotate(score=TrigramWordSimilarity(folded, "search_key")).filter(score__gte=LEAST)
    found = list(scored.order_by("-score", "-same", "-raised_at")[:limit])
    agencies = agencies_of(found)
    return [
        Similar(
            id=row.pk, code=row.code, title=row.public_title or row.title if row.published_at else row.title,
            answer=row.public_answer if row.published_at else "", state=row.state, topic=row.topic,
            agency_name=name_of(agencies, row.holder_id), same=row.same, published=row.published_at is not None,
        )
        for row in found
    ]  # fmt: skip

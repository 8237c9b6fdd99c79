"""Sample difficulties for the demonstration, drawn from the fields' own words; marked as samples in their rows."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.units import queries as units
from caunoi.voices import operations, queries
from caunoi.voices.models import Voice
from caunoi.voices.routing import Place, many
from caunoi.voices.rules.routing import level_above
from caunoi.voices.shapes import Way
from caunoi.voices.tables import fields

SENTENCES = (
    "Dữ liệu mẫu: địa phương gặp khó khăn về {one} và {two}, đề nghị hướng dẫn cách giải quyết.",
    "Dữ liệu mẫu: chưa rõ cơ quan nào phụ trách {one}; việc {two} đang bị chậm.",
    "Dữ liệu mẫu: cán bộ chưa nắm được quy định mới về {one}, nhất là {two}.",
    "Dữ liệu mẫu: đề nghị hỗ trợ về {one}; hiện {two} chưa đáp ứng yêu cầu.",
)


@dataclass(frozen=True, slots=True)
class Sampled:
    """What became of the samples: at the responsible agency, without a row of the table, or elsewhere (never)."""

    raised: int
    reached: int
    agencies: int
    unrouted: int
    astray: int
    wrong_topic: int


def sample(count: int, *, seed: int, actor: Actor, now: datetime) -> Sampled:
    """Raise so many samples in the names of communes and provinces drawn by `seed`, and see where they came to.

    The field is the one proposed from the text. Where each ought to be is worked out anew, for all at once.
    """
    chance, today = random.Random(seed), local_date(now)
    authors = units.agencies_at(level="commune", kinds=["peoples_committee"], on=today)
    authors += units.agencies_at(level="province", kinds=["peoples_committee"], on=today)
    table, wanted, wrong = fields(), {}, 0
    for _ in range(count):
        author, way = chance.choice(authors), chance.choice([*[Way.STEP] * 3, Way.STRAIGHT])
        field = chance.choice(list(table.topics))
        one, two = chance.sample(table.topics[field].words, 2)
        text = chance.choice(SENTENCES).format(one=one, two=two)
        proposed = queries.propose_topics(text)
        topic = proposed[0].code if proposed else field
        wrong += topic != field
        voice_id = operations.raise_difficulty(
            text=text, topic=topic, way=way, agency_id=author.id, actor=actor, now=now, is_sample=True
        )
        level = level_above(author.level, way)
        assert level is not None
        wanted[voice_id] = (level, topic, Place(author.province_code, author.unit_id))
    held = dict(Voice.objects.filter(pk__in=wanted).values_list("pk", "holder_id"))
    right: dict[tuple[str, str, Place], UUID | None] = {}
    for level in {one[0] for one in wanted.values()}:
        asked = [(topic, place) for at, topic, place in wanted.values() if at == level]
        found = many({t for t, _ in asked}, level=level, places={p for _, p in asked}, on=today)
        right |= {(level, *key): agency for key, agency in found.items()}
    ought = {voice_id: right[key] for voice_id, key in wanted.items()}
    reached = [v for v in wanted if held[v] is not None and held[v] == ought[v]]
    return Sampled(
        raised=count, reached=len(reached), agencies=len({held[v] for v in reached}),
        unrouted=sum(held[v] is None for v in wanted), wrong_topic=wrong,
        astray=sum(held[v] != ought[v] for v in wanted),
    )  # fmt: skip

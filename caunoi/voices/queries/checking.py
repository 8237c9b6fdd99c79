"""What is wrong with the routing tables of the whole country, for whoever runs the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.units import queries as units
from caunoi.voices.errors import NotTheKeeper
from caunoi.voices.models import Route, Voice
from caunoi.voices.policies import standing
from caunoi.voices.routing import Place, in_force, many, rows_in_force
from caunoi.voices.shapes import State, VoiceRow
from caunoi.voices.tables import fields
from caunoi.voices.viewing import rows_view


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that nobody answers at a level, in so many places."""

    level: str
    topic: str
    places: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The state of the tables: own rows in force, those that lead to an agency that ended, gaps, voices that wait."""

    own_rows: int
    dead_rows: tuple[str, ...]
    gaps: tuple[Gap, ...]
    waiting: tuple[VoiceRow, ...]
    waiting_count: int


def check(*, actor: Actor, now: datetime, most: int = 200) -> Checked:
    """The tables of all provinces and of the nation; about twelve statements. Only for the program itself.

    Raises NotTheKeeper.
    """
    if not standing(actor, now=now).everywhere:
        raise NotTheKeeper
    today = local_date(now)
    rows = list(rows_in_force(today))
    agencies = units.agencies({row.agency_id for row in rows})
    dead = [row for row in rows if in_force(agencies.get(row.agency_id), today) is None]
    waiting = Voice.objects.filter(state=State.OPEN, holder_id=None).order_by("raised_at", "id")
    return Checked(
        own_rows=len(rows), dead_rows=tuple(_said(row) for row in dead), gaps=tuple(_gaps(today)),
        waiting=rows_view(list(waiting[:most]), today), waiting_count=waiting.count(),
    )  # fmt: skip


def _said(row: Route) -> str:
    return f"{row.topic} {row.level} {row.province} {row.valid_from:%d/%m/%Y} ({row.reference})".replace("  ", " ")


def _gaps(today: date) -> list[Gap]:
    topics, found = list(fields().topics), []
    provinces = {
        one.province_code for one in units.agencies_at(level="province", kinds=["peoples_committee"], on=today)
    }
    for level, places in (("province", [Place(code) for code in sorted(provinces)]), ("nation", [Place()])):
        answered = many(topics, level=level, places=places, on=today)
        for topic in topics:
            if missing := sum(answered[topic, place] is None for place in places):
                found.append(Gap(level, topic, missing))
    return found

"""What shall happen: drawn once from a seed, before anything is done. Pure; the same seed gives the same plan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from caunoi.dossiers.rules.calendars import WorkingCalendar

PRIORITIES = ("elderly", "disabled", "pregnant", "merit")


@dataclass(frozen=True, slots=True)
class Course:
    """One dossier's fate. `pace` is the share of the limit that it takes; above 1 it is late."""

    number: int
    filed_at: datetime
    commune: int
    """Index of the commune that decides."""
    centre: int
    """Index of the commune whose centre receives; another one when filed elsewhere in the province."""
    procedure: str
    channel: str
    pace: float
    priority: str = ""
    assisted: bool = False
    refused_at_counter: bool = False
    supplement: bool = False
    supplement_answered: bool = True
    refused_after_examination: bool = False
    withdrawn: bool = False
    returned_to_specialist: bool = False
    extended: bool = False
    rated: bool = False
    satisfied: bool = True
    seed: int = 0


def load_mix(path: Path) -> dict[str, Any]:
    """A file of `data/simulation`. Raises ValueError when shares do not add up to 1 or a rate is no share."""
    mix: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name in ("procedures", "channels"):
        if abs(sum(mix[name].values()) - 1) > 1e-6:
            raise ValueError(f"{path.name}: {name} do not add up to 1")
    for name, value in mix.items():
        if isinstance(value, int | float) and not 0 <= value <= 1:
            raise ValueError(f"{path.name}: {name} is not a share")
    return mix


def draw(
    mix: Mapping[str, Any],
    *,
    start: date,
    days: int,
    dossiers: int,
    communes: int,
    channels_of: Mapping[str, Sequence[str]],
    calendar: WorkingCalendar,
    seed: int,
) -> list[Course]:
    """`dossiers` courses on `days` days from `start`, in the order of filing.

    `channels_of` gives the channels of each procedure that can be filed; others of the mix are left out. Communes
    differ in size: their shares follow a Zipf-like law. Raises ValueError when nothing can be filed.
    """
    random = Random(seed)
    codes = [code for code in mix["procedures"] if channels_of.get(code)]
    if not codes or not communes:
        raise ValueError("no procedure of the mix can be filed")
    weights = [mix["procedures"][code] for code in codes]
    sizes = [1 / (3 + rank) for rank in random.sample(range(communes), communes)]
    moments = sorted(_moments(mix, random, start, days, dossiers, calendar))
    return [
        _course(mix, random, number, moment, random.choices(codes, weights)[0], sizes, channels_of, calendar)
        for number, moment in enumerate(moments, 1)
    ]


def _moments(
    mix: Mapping[str, Any], random: Random, start: date, days: int, dossiers: int, calendar: WorkingCalendar
) -> Iterator[datetime]:
    """Filing moments: most in office hours of working days, some in the evening and on days off (online)."""
    all_days = [start + timedelta(days=n) for n in range(days)]
    week = mix["weekdays"]["direct"]
    weights = [week[day.weekday()] if calendar.is_working_day(day) and day.weekday() < 5 else 0.12 for day in all_days]
    for day in random.choices(all_days, weights, k=dossiers):
        if calendar.is_working_day(day) and random.random() < 0.88:
            first, last = random.choice(mix["weekdays"]["hours"])
        else:
            first, last = 6.5, 22.5
        seconds = int(random.uniform(first, last) * 3600)
        yield datetime(day.year, day.month, day.day, tzinfo=calendar.zone) + timedelta(seconds=seconds)


def _course(
    mix: Mapping[str, Any],
    random: Random,
    number: int,
    moment: datetime,
    procedure: str,
    sizes: Sequence[float],
    channels_of: Mapping[str, Sequence[str]],
    calendar: WorkingCalendar,
) -> Course:
    def happens(name: str) -> bool:
        return random.random() < float(mix[name])

    commune = random.choices(range(len(sizes)), sizes)[0]
    centre = random.randrange(len(sizes)) if happens("other_centre") else commune
    open_now = calendar.opening(moment) == moment
    channel = _channel(mix, random, channels_of[procedure], open_now=open_now)
    late = happens("late")
    return Course(
        number=number,
        filed_at=moment if channel == "online" else calendar.opening(moment),
        commune=commune,
        centre=centre,
        procedure=procedure,
        channel=channel,
        pace=random.uniform(1.1, 1.9) if late else random.betavariate(2.2, 2.0) * 0.95,
        priority=random.choice(PRIORITIES) if channel == "direct" and happens("priority") else "",
        assisted=channel == "direct" and happens("assisted"),
        refused_at_counter=channel == "online" and happens("refused_at_counter"),
        supplement=happens("supplement"),
        supplement_answered=happens("supplement_answered"),
        refused_after_examination=happens("refused_after_examination"),
        withdrawn=happens("withdrawn"),
        returned_to_specialist=happens("returned_to_specialist"),
        extended=late and happens("extended"),
        rated=happens("rated"),
        satisfied=happens("satisfied"),
        seed=random.randrange(2**31),
    )


def _channel(mix: Mapping[str, Any], random: Random, offered: Sequence[str], *, open_now: bool) -> str:
    """A channel that the procedure offers; at night nobody stands at a counter."""
    possible = [name for name in mix["channels"] if name in offered and (open_now or name == "online")]
    possible = possible or list(offered)
    return str(random.choices(possible, [mix["channels"][name] for name in possible])[0])

"""One simulation from plan to summary."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import VIETNAM
from caunoi.core.errors import InvalidInput, NotFound, NotPermitted
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.simulation.filing import Filer
from caunoi.dossiers.simulation.plan import draw, load_mix
from caunoi.dossiers.simulation.play import Play
from caunoi.dossiers.simulation.players import Players
from caunoi.dossiers.simulation.summary import Line, compare, position
from caunoi.procedures import queries as procedures
from caunoi.units import queries as units


class OnlyInDevelopment(NotPermitted):
    """It makes invented people and dossiers: never among real ones."""

    code = "simulation_only_in_development"
    text = _("Chỉ mô phỏng trên máy phát triển hoặc trình diễn (CAUNOI_DEVELOPMENT=1).")


class CannotSimulate(InvalidInput):
    """The province is not loaded, or nothing can be filed in it then."""

    code = "cannot_simulate"
    text = _("Không mô phỏng được: %(why)s")


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was played. `lines` compare it with the journal."""

    communes: int
    operations: int
    seconds: float
    lines: list[Line]

    @property
    def agrees(self) -> bool:
        """Whether the journal says the same of everything."""
        return all(line.agrees for line in self.lines)

    def data(self) -> dict[str, Any]:
        """For JSON."""
        counts = {line.what: {"played": line.played, "journal": line.journal} for line in self.lines}
        return {
            "communes": self.communes, "operations": self.operations, "seconds": round(self.seconds, 2),
            "agrees": self.agrees, "counts": counts,
        }  # fmt: skip


def simulate(
    *,
    province: str,
    start: date,
    days: int,
    dossiers: int,
    seed: int,
    speed: float | None = None,
    until: datetime | None = None,
    only: Sequence[str] = (),
    progress: Callable[[int, datetime], None] = lambda filed, moment: None,
) -> Simulated:
    """Play `dossiers` dossiers filed on `days` days from `start` in the communes of `province`.

    `only` names a few communes of it. It ends with the last day (or at `until`): what is in process then stays so.
    Stopped half-way it leaves whole operations behind, never half ones. Raises OnlyInDevelopment, CannotSimulate.
    """
    if not settings.DEVELOPMENT:
        raise OnlyInDevelopment
    communes = [code for code in _communes(province, start) if not only or code in only]
    mix = load_mix(settings.DATA / "simulation" / "everyday.json")
    try:
        courses = draw(
            mix, start=start, days=days, dossiers=dossiers, communes=len(communes), channels_of=_channels(mix, start),
            calendar=vietnam(), seed=seed,
        )  # fmt: skip
    except ValueError as error:
        raise CannotSimulate(why=str(error)) from error
    players = Players(since=start, seed=seed)
    end = until or datetime(start.year, start.month, start.day, tzinfo=VIETNAM) + timedelta(days=days)
    play = Play(players, Filer(players, communes, dossiers=dossiers), end)
    since, began = position(), time.monotonic()
    counts = play.run([c for c in courses if c.filed_at < end], speed=speed, progress=progress)
    seconds = time.monotonic() - began
    done = sum(number for kind, number in counts.items() if "." in kind)
    return Simulated(len(communes), done, seconds, compare(counts, since=since))


def _communes(province: str, on: date) -> list[str]:
    try:
        found = units.units_at(on=on, level="commune", parent_code=province)
    except NotFound:
        found = []
    if not found:
        raise CannotSimulate(why=_("ngày %(on)s không có xã nào của tỉnh %(code)s") % {"on": on, "code": province})
    return [unit.code for unit in found]


def _channels(mix: dict[str, Any], on: date) -> dict[str, list[str]]:
    """The channels of each procedure of the mix that can be filed then."""
    found: dict[str, list[str]] = {}
    for code in mix["procedures"]:
        try:
            procedure = procedures.procedure(code, on=on)
        except NotFound:
            continue
        found[code] = sorted({channel for case in procedure.cases for channel in case.limits})
    return found

"""Where points come from: for each kind one function that asks the room below once for all agencies together.

Each gives, by agency, a share of success with what was counted. An agency that a source knows nothing of is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from caunoi.classification.policies import key_of
from caunoi.classification.rules.criteria import Source
from caunoi.classification.shapes import Fact
from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.measures import queries as measures
from caunoi.plans import queries as plans
from caunoi.reports import queries as reports
from caunoi.tasks import queries as tasks
from caunoi.tasks.shapes import TaskCounts
from caunoi.units.queries import AgencyView

REACHED = frozenset({"met"})


@dataclass(frozen=True, slots=True)
class Question:
    """Whom, at what level, over which days `[start, end)`, as things stood at `as_of`; asked by the classifier."""

    agencies: Sequence[AgencyView]
    level: str
    start: date
    end: date
    as_of: datetime
    actor: Actor
    now: datetime

    @property
    def day(self) -> date:
        """The last day that counts."""
        return local_date(self.as_of)


Facts = Mapping[UUID, Fact]


def plan_targets(source: Source, asked: Question) -> Facts:
    """Targets of plans due by the day that were met, of one plan (`code`) or all; one query of `plans`."""
    found = plans.targets(actor=asked.actor, now=asked.now, as_of=asked.day, plan=source.code or None)
    wanted = {one.id for one in asked.agencies}
    of: dict[UUID, list[dict[str, Any]]] = {}
    for one in found:
        if one.holder_id in wanted and asked.start <= one.due_on < asked.end:
            of.setdefault(one.holder_id, []).append(
                {
                    "plan": one.indicator.plan_code, "code": one.indicator.code, "names": dict(one.indicator.names),
                    "state": one.state, "target": str(one.target), "due_on": one.due_on.isoformat(),
                    "value": str(one.latest.value) if one.latest else "",
                }
            )  # fmt: skip
    return {
        agency_id: Fact(Fraction(sum(1 for one in many if one["state"] in REACHED)), Fraction(len(many)), tuple(many))
        for agency_id, many in of.items()
    }


def _task_counts(asked: Question) -> dict[UUID, TaskCounts]:
    found = tasks.counts(as_of=asked.day, agency_ids=[one.id for one in asked.agencies], by="agency")
    return {UUID(key): counts for key, counts in found.items() if counts.total}


def tasks_on_time(_source: Source, asked: Question) -> Facts:
    """Tasks that the agency leads: done on time among done and open overdue; one statement."""
    return {
        agency_id: Fact(Fraction(one.done_on_time), Fraction(one.completed + one.open_overdue), (_told(one),))
        for agency_id, one in _task_counts(asked).items()
    }


def tasks_not_overdue(_source: Source, asked: Question) -> Facts:
    """Tasks that the agency leads: done among done and open overdue; one statement."""
    return {
        agency_id: Fact(Fraction(one.completed), Fraction(one.completed + one.open_overdue), (_told(one),))
        for agency_id, one in _task_counts(asked).items()
    }


def _told(one: TaskCounts) -> dict[str, Any]:
    return {
        "done_on_time": one.done_on_time, "done_late": one.done_late, "open_within": one.open_within,
        "open_overdue": one.open_overdue,
    }  # fmt: skip


def reports_on_time(_source: Source, asked: Question) -> Facts:
    """Reports to the classifier, of periods in the year, that are due: handed in by then; two statements a round."""
    wanted = {one.id for one in asked.agencies}
    of: dict[UUID, list[dict[str, Any]]] = {}
    for found in reports.rounds(actor=asked.actor, now=asked.now):
        if not asked.start < found.period.end <= asked.end or found.due_on > asked.day:
            continue
        for one in reports.reports_of_round(found.id, actor=asked.actor, now=asked.now):
            if one.agency_id in wanted:
                of.setdefault(one.agency_id, []).append(
                    {
                        "period": one.period.code, "due_on": one.due_on.isoformat(), "standing": one.standing,
                        "names": dict(one.names), "report": str(one.id),
                    }
                )  # fmt: skip
    return {
        agency_id: Fact(
            Fraction(sum(1 for one in many if one["standing"] == "in_time")), Fraction(len(many)), tuple(many)
        )
        for agency_id, many in of.items()
    }


def index(source: Source, asked: Question) -> Facts:
    """The score of an index among its maximum; one query of `measures`. Units without figures are left out."""
    info = measures.index_info(source.code, on=asked.day)
    if asked.level not in info.levels:
        return {}
    start = asked.day.replace(month=1, day=1)
    view = measures.index(source.code, level=asked.level, as_of=asked.as_of, start=start, now=asked.now)
    units = {one.key: one for one in view.units}
    found = {}
    for agency in asked.agencies:
        one = units.get(key_of(agency) or "")
        if one is not None and any(i.state in ("measured", "manual") for g in one.groups for i in g.indicators):
            told = {
                "index": source.code, "key": one.key, "level": asked.level, "rank": one.rank, "of": len(view.units),
                "on": asked.day.isoformat(), "position": view.position, "version": view.version.isoformat(),
                "names": dict(info.names),
            }  # fmt: skip
            found[agency.id] = Fact(Fraction(one.total), Fraction(info.max), (told,))
    return found


SOURCES: Mapping[str, Callable[[Source, Question], Facts]] = {
    "plan_targets": plan_targets,
    "tasks_on_time": tasks_on_time,
    "tasks_not_overdue": tasks_not_overdue,
    "reports_on_time": reports_on_time,
    "index": index,
}
"""By kind; `manual` has none: its points are typed in with evidence."""


def facts(source: Source, asked: Question) -> Facts:
    """What a criterion's source says of all agencies."""
    read = SOURCES.get(source.kind)
    return read(source, asked) if read else {}

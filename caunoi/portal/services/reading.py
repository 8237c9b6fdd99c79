"""From a version of a procedure to what its page says: papers by case, limits and prices by channel, reliefs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from typing import Any

from caunoi.portal.services import places, words
from caunoi.procedures.queries import CaseView, ComponentView, FeeRule, ProcedureEntry, ProcedureView, Relief
from caunoi.processes import queries as processes
from caunoi.processes.errors import ProcessNotFound

ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Price:
    """One thing that is paid."""

    name: str
    price: str
    when: bool
    """Paid only under a condition (a copy that is asked for, say)."""


@dataclass(frozen=True, slots=True)
class Channel:
    """Ways to file that take as long and cost as much; no price when nothing is paid."""

    names: tuple[str, ...]
    limit: str
    prices: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Limits and prices of the cases that share them; `names` is empty when all cases do."""

    channels: tuple[Channel, ...]
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with the ways of filing that ask for it (empty: all)."""

    paper: ComponentView
    channels: list[str]


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers that must be there, and those that only some need. `name` is the case, empty for all cases."""

    name: str
    summary: str
    needed: list[Paper]
    sometimes: list[Paper]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A relief with the last day on which it counts."""

    relief: Relief
    last: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in a list, its field in the visitor's language."""

    entry: ProcedureEntry
    field: places.Named


def rows(entries: Iterable[ProcedureEntry]) -> list[Row]:
    """Entries as a list shows them."""
    return [Row(entry, places.field_name(entry.field)) for entry in entries]


def page_of(procedure: ProcedureView, *, on: date) -> dict[str, Any]:
    """Everything that the page of a procedure shows."""
    papers = [_paper(c, procedure) for c in procedure.components if not c.from_form]
    return {
        "procedure": procedure,
        "field": places.field_name(procedure.field),
        "common": _papers([paper for paper in papers if not paper.paper.cases]),
        "by_case": [_of_case(case, papers) for case in procedure.cases if len(procedure.cases) > 1],
        "terms": terms(procedure.cases),
        "references": references(procedure.cases),
        "reliefs": [_waiver(relief) for relief in procedure.reliefs if _still(relief, on)],
        "questions": [section["title"] for section in procedure.form["x-sections"]],
        "agencies": places.agencies_of(procedure),
        "channels": _channels(procedure),
        "online": any(ONLINE in case.limits for case in procedure.cases),
        "steps": _steps(procedure.process_code),
    }


def terms(cases: list[CaseView]) -> list[Terms]:
    """Limits and prices, cases with the same ones together."""
    groups: dict[tuple[Channel, ...], list[str]] = {}
    for case in cases:
        groups.setdefault(_alike([_of_channel(case, code) for code in case_channels(case)]), []).append(case.name)
    return [Terms(channels, names if len(groups) > 1 else []) for channels, names in groups.items()]


def case_channels(case: CaseView) -> list[str]:
    """The ways to file a case, online first."""
    return [code for code, _name in words.CHANNELS if code in case.limits]


def references(cases: list[CaseView]) -> list[str]:
    """The texts that set the prices, each once."""
    rules = [rule for case in cases for found in case.fees.values() for rule in found]
    return list(dict.fromkeys(rule.reference for rule in rules if rule.reference))


def _of_channel(case: CaseView, code: str) -> Channel:
    limit = case.limits[code]
    rules = case.fees.get(code, [])
    paid = [rule for rule in rules if rule.kind != "fixed" or rule.amount]
    free = [rule for rule in rules if rule not in paid] if paid else []
    return Channel(
        (str(dict(words.CHANNELS)[code]),),
        words.limit_words(limit.value, limit.unit),
        tuple(_price(rule) for rule in [*free, *paid]),
    )


def _alike(channels: list[Channel]) -> tuple[Channel, ...]:
    """The channels, those with the same limit and prices as one."""
    groups: dict[tuple[str, tuple[Price, ...]], list[str]] = {}
    for channel in channels:
        groups.setdefault((channel.limit, channel.prices), []).extend(channel.names)
    return tuple(Channel(tuple(names), limit, prices) for (limit, prices), names in groups.items())


def _price(rule: FeeRule) -> Price:
    return Price(rule.name, words.rule_words(rule), bool(rule.optional_field))


def _paper(component: ComponentView, procedure: ProcedureView) -> Paper:
    everywhere: set[str] = reduce(lambda found, case: found | set(case.limits), procedure.cases, set())
    some = everywhere - set(component.channels)
    names = [str(name) for code, name in words.CHANNELS if code in component.channels and code in everywhere]
    return Paper(component, names if some else [])


def _papers(papers: list[Paper], name: str = "", summary: str = "") -> Papers:
    needed = [paper for paper in papers if paper.paper.required]
    return Papers(name, summary, needed, [paper for paper in papers if not paper.paper.required])


def _of_case(case: CaseView, papers: list[Paper]) -> Papers:
    return _papers([paper for paper in papers if case.id in paper.paper.cases], case.name, case.summary)


def _still(relief: Relief, on: date) -> bool:
    return relief.until is None or on < relief.until


def _waiver(relief: Relief) -> Waiver:
    return Waiver(relief, relief.until - timedelta(days=1) if relief.until else None)


def _channels(procedure: ProcedureView) -> list[str]:
    found = {code for case in procedure.cases for code in case.limits}
    return [code for code, _name in words.CHANNELS if code in found]


def _steps(process_code: str) -> list[str]:
    """The names of the steps after filing, in order; none when the process is not there."""
    try:
        return list(dict.fromkeys(step.name for step in processes.steps(process_code).values()))
    except ProcessNotFound:
        return []

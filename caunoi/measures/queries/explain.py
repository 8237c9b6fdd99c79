"""Where a figure comes from, down to the dossiers behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.measures import behind, known, manual
from caunoi.measures.errors import NothingBehind, UnknownSide, UnknownUnit
from caunoi.measures.figures import Asked, Counted, count
from caunoi.measures.policies import require_reader_of_unit
from caunoi.measures.queries.index import asking, one_of, view
from caunoi.measures.rules.definition import Definition, Figure, Filter, Indicator, Version
from caunoi.measures.rules.formulas import Amount
from caunoi.measures.rules.scoring import worked_out
from caunoi.measures.shapes import Condition, Evidence, Explanation, FigureExplained, Level, Side, Subjects

LARGEST_PAGE = 1000


def explain(
    index_id: str,
    *,
    level: Level | str,
    key: str,
    indicator: str,
    as_of: datetime,
    now: datetime,
    start: date | None = None,
) -> Explanation:
    """Formula, counts with the conditions of each, text of the definition, legal reference, manual evidence.

    For everyone: it holds no personal data. Raises UnknownIndicator, UnknownUnit and what `index` raises.
    """
    asked = asking(index_id, level=level, as_of=as_of, now=now, start=start)
    group, one = known.indicator(asked.version, indicator)
    counted = count(asked)
    scores = view(asked, counted, geography="as_recorded", now=now, province=None)
    unit = one_of(scores, key)
    sides = [side for side in (one.numerator, one.denominator) if side]
    names = list(dict.fromkeys(name for side in sides for name in asked.version.made_of(side)))
    definition = known.definition(index_id)
    return Explanation(
        index=index_id, level=level, unit=unit, group=group.id, indicator=unit.indicator(indicator),
        info=known.indicator_info(asked.version, one), formula=_formula(one), zero=one.zero,
        numerator=one.numerator, denominator=one.denominator,
        figures=tuple(_figures(replace(asked, position=counted.position), counted, key, names)),
        definition=_excerpt(definition, asked.version, one, names),
        reference=one.reference or asked.version.reference, as_of=as_of, start=asked.start, end=asked.end,
        position=counted.position, version=asked.version.valid_from, digest=asked.version.digest,
        behind=tuple(_openable(asked.version, one)),
    )  # fmt: skip


def subjects_behind(
    index_id: str,
    *,
    level: Level | str,
    key: str,
    indicator: str,
    side: Side | str = "numerator",
    as_of: datetime,
    actor: Actor,
    now: datetime,
    start: date | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> Subjects:
    """The dossiers behind a side of an indicator, oldest identifier first; their number equals the count.

    `missing`: those of the denominator that are not in the numerator. Officers of the unit, or of an agency above it.
    Raises NotYours, NothingBehind (a manual figure, or one not counted from dossiers) and what `explain` raises.
    """
    asked = asking(index_id, level=level, as_of=as_of, now=now, start=start)
    _group, one = known.indicator(asked.version, indicator)
    _require_key(level, key)
    require_reader_of_unit(actor, level=level, key=key, now=now)
    sides = _openable(asked.version, one)
    if side not in ("numerator", "denominator", "missing"):
        raise UnknownSide
    if side not in sides:
        raise NothingBehind
    more = one.numerator if side == "numerator" else one.denominator
    less = one.numerator if side == "missing" else ""
    page = behind.subjects(asked, key, more=more, less=less, after=after, limit=min(max(limit, 1), LARGEST_PAGE))
    last = page.ids[-1] if page.ids and len(page.ids) == limit else None
    return Subjects(page.ids, page.total, last, sides[side], page.value)


def _require_key(level: str, key: str) -> None:
    """Keys of communes and departments are identifiers. Raises UnknownUnit."""
    if level != "province":
        try:
            UUID(key)
        except ValueError as error:
            raise UnknownUnit(unit=key) from error


def _openable(version: Version, one: Indicator) -> dict[str, str]:
    """The sides whose entries are all about one kind of subject, with that kind."""
    sides: dict[str, str] = {}
    for side, figure in (("numerator", one.numerator), ("denominator", one.denominator)):
        kind = behind.subject_kind(version, figure) if figure else None
        if kind:
            sides[side] = kind
    if one.share and len(sides) == 2 and sides["numerator"] == sides["denominator"]:
        sides["missing"] = sides["denominator"]
    return sides


def _formula(one: Indicator) -> str:
    if one.score is not None:
        return one.score.text
    of = "r" if one.denominator else "n"
    return "; ".join(f"{of} >= {_plain(step.at)}: {_plain(step.points)}" for step in one.steps)


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


def _figures(asked: Asked, counted: Counted, key: str, names: list[str]) -> list[FigureExplained]:
    figures = [asked.version.figures[name] for name in names]
    terms = behind.term_counts(asked, key, figures)
    evidence = _evidence(asked, key) if any(one.manual for one in figures) else {}
    values = worked_out(asked.version, counted.figures[key])
    return [_figure(one, values.get(one.id), terms, evidence.get(one.id)) for one in figures]


def _figure(
    one: Figure, value: Amount | None, terms: Mapping[tuple[str, int], Fraction], evidence: Evidence | None
) -> FigureExplained:
    exact = None if value is None else Fraction(value)
    conditions = tuple(
        Condition(
            term.kind, tuple((_words(f)) for f in term.where), term.past, term.sign, term.sum, terms[one.id, number]
        )
        for number, term in enumerate(one.terms)
    )
    return FigureExplained(
        id=one.id, names=one.names, value=exact, dated_by=one.dated_by, conditions=conditions,
        formula=one.formula.text if one.formula else "", of=one.needs, distinct=one.distinct,
        manual=one.manual is not None, evidence=evidence,
    )  # fmt: skip


def _words(one: Filter) -> tuple[str, str]:
    """A filter as (field, condition): `channel`, `is online`."""
    values = one.other or ", ".join(str(value) for value in one.values)
    return one.field, f"{one.op} {values}".strip()


def _evidence(asked: Asked, key: str) -> dict[str, Evidence]:
    rows = manual.counting(
        asked.version.index, asked.level, start=asked.start, end=asked.end, as_of=asked.as_of, position=asked.position
    )
    return {name: manual.evidence_of(found[-1]) for (unit, name), found in rows.items() if unit == key}


def _excerpt(definition: Definition, version: Version, one: Indicator, names: list[str]) -> str:
    """The lines of the definition file that say the indicator and the figures it is made of."""
    lines = definition.text.splitlines()
    starts = [one.line, *(version.figures[name].line for name in names)]
    return "\n".join(dict.fromkeys(_block(lines, line) for line in starts if line))


def _block(lines: list[str], line: int) -> str:
    """The thing that is said on a line, with everything below that is indented as deep, and the key it stands under."""
    first = lines[line - 1]
    deep = _indent(first) + (2 if first.lstrip().startswith("- ") else 0)
    under = lines[line - 2] if line > 1 else ""
    taken = (
        [under] if under.rstrip().endswith(":") and _indent(under) < _indent(first) and deep == _indent(first) else []
    )
    taken.append(first)
    for text in lines[line:]:
        if text.strip() and _indent(text) < deep:
            break
        taken.append(text)
    return "\n".join(taken).rstrip()


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())

"""`caunoi index show` and `caunoi index explain`."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any
from uuid import UUID

from caunoi.core.clock import VIETNAM, SystemClock, local_date
from caunoi.core.commands import Command
from caunoi.measures import queries
from caunoi.measures.errors import UnknownUnit, WrongMoment
from caunoi.measures.shapes import Explanation, IndexView, UnitScore, shown

HELP = {
    "show": "điểm và thứ hạng của mọi đơn vị một cấp",
    "explain": "một chỉ số thành phần của một đơn vị: công thức, số đếm, định nghĩa, hồ sơ đứng sau",
}


def add(actions: _SubParsersAction[Any]) -> None:
    """Put both actions under `caunoi index`."""
    show = actions.add_parser("show", help=HELP["show"])
    explain = actions.add_parser("explain", help=HELP["explain"])
    for parser in (show, explain):
        parser.add_argument("index", help="bộ chỉ số, ví dụ 766")
        parser.add_argument(
            "--as-of", default="", metavar="T", help="ngày (YYYY-MM-DD) hoặc thời điểm ISO; bỏ trống là bây giờ"
        )
        parser.add_argument("--from", dest="start", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--json", action="store_true", dest="as_json")
    show.add_argument("--level", default="province", help="province, department hoặc commune")
    show.add_argument("--geography", default="as_recorded", help="as_recorded, as_of hoặc today")
    show.add_argument("--geography-on", type=date.fromisoformat, metavar="YYYY-MM-DD")
    show.add_argument("--province", default=None, help="chỉ các đơn vị của tỉnh này, theo mã")
    _explain_arguments(explain)
    show.set_defaults(act=run_show)
    explain.set_defaults(act=run_explain)


def _explain_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--unit", required=True, metavar="CODE", help="mã tỉnh, xã, sở hoặc mã định danh (UUID)")
    parser.add_argument("--indicator", required=True, metavar="ID")
    parser.add_argument("--level", default="", help="bỏ trống: cấp của đơn vị có mã này")


def run_show(command: Command, **options: Any) -> None:
    """`caunoi index show`."""
    now = SystemClock().now()
    found = queries.index(
        options["index"], level=options["level"], as_of=moment(options["as_of"], now), now=now, start=options["start"],
        geography=options["geography"], geography_on=options["geography_on"], province=options["province"],
    )  # fmt: skip
    lines = [f"{one.rank:>5}  {shown(one.total):>7}  {one.code:<12} {one.name}" for one in found.units]
    command.emit(plain(found), "\n".join([_heading(found), *lines]), as_json=options["as_json"])


def run_explain(command: Command, **options: Any) -> None:
    """`caunoi index explain`."""
    now = SystemClock().now()
    as_of = moment(options["as_of"], now)
    level, key = _unit(options, as_of, now)
    found = queries.explain(
        options["index"], level=level, key=key, indicator=options["indicator"], as_of=as_of, now=now,
        start=options["start"],
    )  # fmt: skip
    data = plain(found)
    data["subjects"] = {side: _query(found, side) for side in found.behind}
    command.emit(data, _in_words(found), as_json=options["as_json"])


def moment(text: str, now: datetime) -> datetime:
    """The end of a day, or a moment (Vietnamese time when no zone is given), never after `now`. Raises WrongMoment."""
    if not text:
        return now
    try:
        if len(text) <= 10:
            found = datetime.combine(date.fromisoformat(text), time.max, VIETNAM)
        else:
            found = datetime.fromisoformat(text)
            found = found if found.tzinfo else found.replace(tzinfo=VIETNAM)
    except ValueError as error:
        raise WrongMoment(text=text) from error
    return min(found, now)


def plain(value: Any) -> Any:
    """As JSON: fractions as numbers rounded to six places.."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else round(float(value), 6)
    if isinstance(value, UnitScore):
        return {**_fields(value), "shown": shown(value.total)}
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, UUID) else value


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: plain(getattr(value, field.name)) for field in fields(value)}


def _unit(options: Mapping[str, Any], as_of: datetime, now: datetime) -> tuple[str, str]:
    """The level and key that a code, or a key itself, names among the index's units."""
    info = queries.index_info(options["index"], on=local_date(as_of))
    for level in [options["level"]] if options["level"] else info.levels:
        found = queries.index(options["index"], level=level, as_of=as_of, now=now, start=options["start"])
        for one in found.units:
            if options["unit"] in (one.key, one.code):
                return level, one.key
    raise UnknownUnit(unit=options["unit"])


def _query(found: Explanation, side: str) -> dict[str, Any]:
    """How to ask for the dossiers behind: the call, and where an officer opens them."""
    return {
        "query": "caunoi.measures.queries.subjects_behind", "index": found.index, "level": found.level,
        "key": found.unit.key, "indicator": found.indicator.id, "side": side, "as_of": found.as_of,
        "start": found.start,
    }  # fmt: skip


def _heading(found: IndexView) -> str:
    return f"{found.id} · {found.level} · {found.start} – {found.as_of.astimezone(VIETNAM):%Y-%m-%d %H:%M}"


def _in_words(found: Explanation) -> str:
    one = found.indicator
    points = "—" if one.score is None else shown(one.score)
    lines = [
        f"{found.unit.code} {found.unit.name}: {found.info.names.get('vi', one.id)}",
        f"{points} / {shown(one.max)} ({one.state})   {found.formula}   n = {found.numerator}, d = {found.denominator}",
    ]
    for figure in found.figures:
        made = f" = {figure.formula}" if figure.formula else ""
        lines.append(f"  {figure.id}{made}: {plain(figure.value)}{' (nhập tay)' if figure.manual else ''}")
        lines += [
            f"    {'+' if c.sign > 0 else '-'} {c.kind} {dict(c.where) or ''} {c.past}: {plain(c.count)}"
            for c in figure.conditions
        ]
        if figure.evidence:
            lines.append(f"    {figure.evidence.number}, {figure.evidence.dated}: {figure.evidence.abstract}")
    return "\n".join([*lines, found.reference, "", found.definition])

"""`caunoi index score|rank|check`: files of counts, tables of scores and definitions, without the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from caunoi.core.clock import SystemClock, local_date
from caunoi.core.commands import Command
from caunoi.measures import definitions
from caunoi.measures.errors import FileUnreadable, UnknownLevel, WrongDefinitions, WrongFile
from caunoi.measures.rules.counts import Against, Scored, score_counts
from caunoi.measures.rules.definition import Definition, Version
from caunoi.measures.rules.mistakes import Mistake, Mistaken
from caunoi.measures.rules.scoring import grade, total, weighted
from caunoi.measures.rules.tables import Row, rank_table
from caunoi.measures.shapes import GroupScore, IndicatorScore, shown
from caunoi.measures.texts import problem


def add(actions: Any) -> None:
    """Add `score`, `rank` and `check`."""
    score = actions.add_parser("score", help="tính điểm từ một tệp số đếm")
    score.add_argument("--counts", type=Path, required=True, metavar="FILE.json", help="tệp số đếm của một đơn vị")
    score.add_argument("--level", default="", help="cấp: province, department hoặc commune")
    score.set_defaults(act=run_score)
    rank = actions.add_parser("rank", help="xếp hạng một bảng điểm")
    rank.add_argument("--scores", type=Path, required=True, metavar="FILE.csv", help="bảng điểm của các đơn vị")
    rank.set_defaults(act=run_rank)
    for parser in (score, rank):
        parser.add_argument("index", help="bộ chỉ số, ví dụ 766")
        parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="theo bản có hiệu lực ngày này")
    check = actions.add_parser("check", help="kiểm các tệp định nghĩa chỉ số")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", help="bỏ trống: mọi tệp trong data/measures")
    check.set_defaults(act=run_check)
    for parser in (score, rank, check):
        parser.add_argument("--json", action="store_true", dest="as_json")


def run_score(
    command: Command, *, index: str, counts: Path, level: str, on: date | None, as_json: bool, **_options: Any
) -> None:
    """Score a file of counts. Raises WrongFile, UnknownIndex, UnknownLevel, NotDefinedYet."""
    version = _version(index, on)
    level = level or next(iter(version.levels), "")
    if level not in version.levels:
        raise UnknownLevel(level=level, known=", ".join(version.levels))
    try:
        found = score_counts(_text(counts), version, level=level, file=counts.name)
    except Mistaken as error:
        raise _wrong(counts, error.mistakes) from error
    command.emit(_score_data(version, level, found), _score_text(version, found), as_json=as_json)


def run_rank(command: Command, *, index: str, scores: Path, on: date | None, as_json: bool, **_options: Any) -> None:
    """Rank a table of scores. Raises WrongFile, UnknownIndex, NotDefinedYet."""
    version = _version(index, on)
    try:
        rows = rank_table(_text(scores), version, file=scores.name)
    except Mistaken as error:
        raise _wrong(scores, error.mistakes) from error
    command.emit(_rank_data(version, rows), _rank_text(rows), as_json=as_json)


def run_check(command: Command, *, files: Sequence[Path], as_json: bool, **_options: Any) -> None:
    """Check definitions. Raises WrongDefinitions with every mistake of every file."""
    right, wrong = definitions.check(files)
    if wrong:
        raise WrongDefinitions([problem(mistake) for mistake in wrong], count=len(wrong))
    data = [_definition_data(one) for one in right]
    lines = [f"{one.file}: đúng, {len(one.versions)} bản" for one in right]
    command.emit(data, "\n".join(lines), as_json=as_json)


def _version(index: str, on: date | None) -> Version:
    return definitions.version(index, on=on or local_date(SystemClock().now()))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(file=path.name) from error


def _wrong(path: Path, mistakes: Sequence[Mistake]) -> WrongFile:
    return WrongFile([problem(mistake) for mistake in mistakes], file=path.name)


def _number(value: Fraction | None) -> float | int | None:
    """A number for JSON, exact where a decimal can be."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _points(value: Fraction | None) -> float | None:
    return None if value is None else float(shown(value))


def _against(found: Against) -> dict[str, Any]:
    return {
        "published": _number(found.published), "difference": _points(found.difference), "agrees": found.agrees,
    }  # fmt: skip


def _score_data(version: Version, level: str, found: Scored) -> dict[str, Any]:
    points = total(found.groups)
    share = weighted(version, found.groups)
    return {
        "index": version.index,
        "level": level,
        "version": version.valid_from,
        "digest": version.digest,
        "about": dict(found.about),
        "total": _points(points),
        "max": _number(version.max),
        "grade": grade(version, points) or None,
        **({"weighted": float(share)} if share is not None else {}),
        "groups": [_group_data(group, found) for group in found.groups],
        "missing": list(found.missing),
    }


def _group_data(group: GroupScore, found: Scored) -> dict[str, Any]:
    return {
        "id": group.id,
        "max": _number(group.max),
        "score": _points(group.score),
        "complete": not any(one.id in found.missing for one in group.indicators),
        **_against(found.published_groups[group.id]),
        "indicators": [_indicator_data(one, found) for one in group.indicators],
    }


def _indicator_data(one: IndicatorScore, found: Scored) -> dict[str, Any]:
    return {
        "id": one.id,
        "max": _number(one.max),
        "numerator": _number(one.numerator),
        "denominator": _number(one.denominator),
        "ratio": None if one.ratio is None else float(one.ratio),
        "score": _points(one.score),
        "state": one.state,
        **_against(found.indicators[one.id]),
    }


def _score_text(version: Version, found: Scored) -> str:
    lines = []
    names = {one.id: _name(one.names) for one in version.indicators}
    for group, scores in zip(version.groups, found.groups, strict=True):
        lines.append(
            f"{_name(group.names)}: {shown(scores.score)}/{_number(group.max)}"
            + _said(found.published_groups[group.id], scores)
        )
        for one in scores.indicators:
            points = "chưa có số liệu" if one.score is None else shown(one.score)
            lines.append(f"  {one.id} {names[one.id]}: {points}{_said(found.indicators[one.id], one)}")
    return "\n".join([*lines, f"Tổng: {shown(total(found.groups))}/{_number(version.max)}"])


def _said(against: Against, scores: GroupScore | IndicatorScore) -> str:
    if against.published is None:
        return ""
    if against.agrees is None:
        return f" (công bố {shown(against.published)}; không so sánh được vì thiếu số liệu)"
    return f" (công bố {shown(against.published)}{'' if against.agrees else ', KHÁC'})"


def _name(names: Any) -> str:
    return str(names.get(get_language() or "vi") or names.get("vi", ""))


def _rank_data(version: Version, rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "index": version.index,
        "version": version.valid_from,
        "digest": version.digest,
        "rows": [_row_data(row) for row in rows],
        "ranked_differently": [row.code or row.name for row in rows if row.agrees is False],
        "do_not_add_up": [_row_data(row) for row in rows if row.difference],
        "mean": _number(sum((row.total for row in rows), Fraction(0)) / len(rows)),
    }


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "code": row.code,
        "name": row.name,
        "total": _number(row.total),
        "published_rank": row.published_rank,
        "agrees": row.agrees,
        "sum_of_groups": _number(row.sum_of_groups),
        "difference": _number(row.difference),
        "line": row.line,
    }


def _rank_text(rows: Sequence[Row]) -> str:
    lines = [
        f"{row.rank:>4}  {row.code}  {row.name}  {shown(row.total)}"
        + (f"  (công bố hạng {row.published_rank})" if row.agrees is False else "")
        for row in rows
    ]
    wrong = [
        f"Dòng {row.line}, {row.name or row.code}: các nhóm cộng lại {shown(row.sum_of_groups)}, "
        f"tổng ghi {shown(row.total)}, chênh {shown(row.difference)}"
        for row in rows
        if row.difference
    ]
    return "\n".join([*lines, *(wrong or ["Mọi hàng đều có các nhóm cộng đúng bằng tổng."])])


def _definition_data(one: Definition) -> dict[str, Any]:
    return {
        "file": one.file,
        "id": one.id,
        "versions": [
            {
                "valid_from": version.valid_from,
                "valid_to": version.valid_to,
                "max": _number(version.max),
                "groups": len(version.groups),
                "indicators": sum(1 for _ in version.indicators),
                "manual_figures": [figure.id for figure in version.manual],
                "unsure": version.unsure,
                "digest": version.digest,
            }
            for version in one.versions
        ],
    }

"""`caunoi plan load` and `caunoi plan review`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as BaseCommand
from caunoi.plans import operations, queries
from caunoi.plans.errors import WrongDay
from caunoi.plans.reading import shipped
from caunoi.plans.shapes import Followed, ReviewView

ACTOR = System("plan")


class Command(BaseCommand):
    """Plans: load one from a file, review one as it stood on a day."""

    help = "Kế hoạch chuyển đổi số: nạp từ tệp, rà soát tại một ngày."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        load = actions.add_parser("load", help="Nạp kế hoạch từ tệp JSON; bỏ trống: các kế hoạch mẫu đi kèm.")
        load.add_argument("files", nargs="*", type=Path)
        load.set_defaults(act=_load)
        review = actions.add_parser("review", help="Kế hoạch đạt đến đâu tại một ngày.")
        review.add_argument("--plan", required=True, metavar="CODE")
        review.add_argument("--as-of", default="", metavar="YYYY-MM-DD", help="Mặc định: hôm nay.")
        review.add_argument("--since", default="", metavar="YYYY-MM-DD", help="Mặc định: lần rà soát trước.")
        review.add_argument("--json", action="store_true")
        review.set_defaults(act=_review)

    def run(self, *, act: Any, **options: Any) -> None:
        act(self, **options)


def _load(command: Command, *, files: list[Path], **_options: Any) -> None:
    for path in files or shipped():
        loaded = operations.load(path=path, actor=ACTOR, now=SystemClock().now())
        command.stdout.write(f"{path.stem}: {'đã nạp' if loaded else 'đã có, không thay đổi'}")


def _review(command: Command, *, plan: str, as_of: str, since: str, json: bool, **_options: Any) -> None:
    days = {"as_of": day_of(as_of), "since": day_of(since)}
    found = queries.review(plan, actor=ACTOR, now=SystemClock().now(), **days)
    command.emit(as_json(found), "\n".join(as_text(found)), as_json=json)


def day_of(text: str) -> date | None:
    """The day; None when none is given. Raises WrongDay."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongDay(text=text) from error


def as_json(found: ReviewView) -> dict[str, Any]:
    """A review as programs read it: pillars with met and total, tasks with done and total, what is followed."""
    return {
        "plan": found.plan.code,
        "version": found.plan.number,
        "as_of": found.as_of.isoformat(),
        "since": found.since.isoformat() if found.since else None,
        "sample": found.samples,
        "pillars": [
            {"code": one.code, "name": one.names["vi"], "met": one.met, "total": one.total, "states": dict(one.states)}
            for one in found.pillars
        ],
        "tasks": [
            {"code": one.part, "name": one.names["vi"], "done": one.done, "total": one.total}
            | {"open_overdue": one.open_overdue}
            for one in found.tasks
        ],
        **{one.code: _followed(one) for one in found.followed},
        "moved": [
            {
                "indicator": one.target.indicator.code, "state": one.target.state,
                "before": one.before.state if one.before else None,
            }
            for one in found.moved
        ],
    }  # fmt: skip


def _followed(one: Followed) -> dict[str, Any]:
    said: dict[str, Any] = {"name": one.names["vi"], "on": one.latest.on.isoformat()}
    if one.percent is not None and one.latest.part is not None and one.latest.whole is not None:
        return said | {
            "reached": _plain(one.latest.part), "of": _plain(one.latest.whole), "percent": float(one.percent),
        }  # fmt: skip
    return said | {"value": _plain(one.latest.value), "unit": one.unit_of_measure}


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def as_text(found: ReviewView) -> list[str]:
    """A review as people read it."""
    lines = [f"{found.plan.title} ({found.plan.document_number}), tính đến {found.as_of:%d/%m/%Y}"]
    if found.samples:
        lines.append("Có dòng mẫu: tên, mục tiêu và số liệu của các dòng mẫu không phải của cơ quan nào.")
    lines += ["", "Chỉ tiêu đã đạt:"]
    lines += [f"  {one.names['vi']}: {one.met}/{one.total}" for one in found.pillars]
    lines += ["Nhiệm vụ đã hoàn thành:"] if found.tasks else []
    lines += [f"  {one.names['vi']}: {one.done}/{one.total}" for one in found.tasks]
    lines += ["Theo dõi:"] if found.followed else []
    lines += [f"  {_followed_text(one)}" for one in found.followed]
    if found.since:
        lines.append(f"Từ lần rà soát {found.since:%d/%m/%Y}: {len(found.moved)} chỉ tiêu thay đổi")
    return lines


def _followed_text(one: Followed) -> str:
    on = f"({one.latest.on:%d/%m/%Y})"
    if one.percent is not None and one.latest.part is not None and one.latest.whole is not None:
        part, whole = (f"{int(number):,}".replace(",", ".") for number in (one.latest.part, one.latest.whole))
        return f"{one.names['vi']}: {part}/{whole} ({f'{one.percent}'.replace('.', ',')} %) {on}"
    return f"{one.names['vi']}: {f'{one.latest.value.normalize():f}'.replace('.', ',')} {one.unit_of_measure} {on}"

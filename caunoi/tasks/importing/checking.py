"""From rows to drafts: who is meant, what lacks, what is there twice, who is whose parent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.tasks.importing.columns import COLUMNS, heading_of
from caunoi.tasks.importing.directory import Agency, Directory
from caunoi.tasks.importing.reading import SheetRow
from caunoi.tasks.shapes import TaskDraft
from caunoi.units.rules.text import fold

LACKING: dict[str, Any] = {
    "number": _("Chưa ghi số thứ tự."),
    "title": _("Rõ việc: chưa ghi nội dung nhiệm vụ."),
    "lead_agency_id": _("Chưa ghi cơ quan chủ trì."),
    "person_id": _("Rõ người: chưa ghi người chịu trách nhiệm."),
    "responsibility": _("Rõ trách nhiệm: chưa ghi trách nhiệm của người thực hiện."),
    "result": _("Rõ kết quả: chưa ghi kết quả phải đạt."),
    "authority": _("Rõ thẩm quyền: chưa ghi thẩm quyền được giao."),
    "due_on": _("Rõ thời gian: chưa ghi hạn hoàn thành."),
}
MOST_NAMED = 5


@dataclass(slots=True)
class Checked:
    """Drafts in the order of their rows (with gaps where something is wrong), and every problem by row."""

    drafts: list[TaskDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def check(rows: list[SheetRow], directory: Directory) -> Checked:
    """Make drafts of the rows. Linear in their number; nothing is asked but the directory."""
    found = Checked()
    numbers = _numbers(rows, found.problems)
    parents: dict[int, int] = {}
    seen: dict[tuple[str, UUID | None], int] = {}
    for row in rows:
        draft = _draft(row, directory, found.problems)
        parent = _parent(row, numbers, found.problems)
        if parent is not None:
            parents[row.number] = parent
        _twice(row, draft, seen, found.problems)
        found.drafts.append(draft)
    on_cycle = _cycles(parents, found.problems)
    found.drafts = [
        replace(draft, parent_row=parents[draft.row]) if draft.row in parents and draft.row not in on_cycle else draft
        for draft in found.drafts
    ]
    found.problems.sort(key=lambda one: (one.line or 0, _order(one.field)))
    return found


def _order(key: str) -> int:
    return next((place for place, column in enumerate(COLUMNS) if column.key == key), -1)


def _wrong(row: int, key: str, text: str | Promise, **params: Any) -> Problem:
    return Problem(text, field=key, line=row, column=heading_of(key), params=tuple(params.items()))


def _numbers(rows: list[SheetRow], problems: list[Problem]) -> dict[str, int]:
    """The row by its own number; a number that is there twice is a problem of the second row."""
    found: dict[str, int] = {}
    for row in rows:
        number = row.values.get("number", "")
        if not number:
            continue
        first = found.setdefault(number, row.number)
        if first != row.number:
            text = _("Số thứ tự %(number)s đã có ở dòng %(first)s.")
            problems.append(_wrong(row.number, "number", text, number=number, first=first))
    return found


def _draft(row: SheetRow, directory: Directory, problems: list[Problem]) -> TaskDraft:
    values = row.values
    for key, text in LACKING.items():
        if key not in values and key not in row.wrong:
            problems.append(_wrong(row.number, key, text))
    lead = _agency(row, "lead_agency_id", values.get("lead_agency_id", ""), directory, problems)
    return TaskDraft(
        title=values.get("title", ""),
        person_id=_person(row, lead, directory, problems) if lead else None,
        responsibility=values.get("responsibility", ""),
        result=values.get("result", ""),
        authority=values.get("authority", ""),
        due_on=values.get("due_on"),
        lead_agency_id=lead.id if lead else None,
        coordinating=_several(row, "coordinating", directory, problems),
        following=_several(row, "following", directory, problems),
        part=values.get("part", "")[:200],
        row=row.number,
    )


def _agency(row: SheetRow, key: str, text: str, directory: Directory, problems: list[Problem]) -> Agency | None:
    if not text:
        return None
    found = directory.agencies(text)
    if len(found) == 1:
        return found[0]
    if not found:
        said = _("Không có cơ quan nào tên hoặc mã là “%(name)s”.")
        problems.append(_wrong(row.number, key, said, name=text[:80]))
    else:
        codes = ", ".join(one.code for one in found[:MOST_NAMED])
        said = _("Có %(count)s cơ quan tên “%(name)s”. Hãy ghi mã của cơ quan, ví dụ: %(codes)s.")
        problems.append(_wrong(row.number, key, said, count=len(found), name=text[:80], codes=codes))
    return None


def _several(row: SheetRow, key: str, directory: Directory, problems: list[Problem]) -> tuple[UUID, ...]:
    found = [_agency(row, key, text, directory, problems) for text in row.values.get(key, [])]
    return tuple(dict.fromkeys(one.id for one in found if one is not None))


def _person(row: SheetRow, lead: Agency, directory: Directory, problems: list[Problem]) -> UUID | None:
    text = row.values.get("person_id", "")
    if not text:
        return None
    found = directory.officers(lead.id, text)
    if len(found) == 1:
        return found[0].id
    said = (
        _("Có nhiều người tên “%(name)s” ở %(agency)s. Hãy ghi tên đăng nhập.")
        if found
        else _("Không có ai tên “%(name)s” công tác tại %(agency)s.")
    )
    problems.append(_wrong(row.number, "person_id", said, name=text[:80], agency=lead.name))
    return None


def _twice(row: SheetRow, draft: TaskDraft, seen: dict[tuple[str, UUID | None], int], problems: list[Problem]) -> None:
    """The same task for the same agency a second time."""
    key = (fold(draft.title), draft.lead_agency_id)
    if not key[0]:
        return
    first = seen.setdefault(key, row.number)
    if first != row.number:
        text = _("Nhiệm vụ này của cùng cơ quan chủ trì đã có ở dòng %(first)s.")
        problems.append(_wrong(row.number, "title", text, first=first))


def _parent(row: SheetRow, numbers: dict[str, int], problems: list[Problem]) -> int | None:
    number = row.values.get("parent_row", "")
    if not number:
        return None
    if number not in numbers:
        text = _("Không có nhiệm vụ nào có số thứ tự %(number)s.")
        problems.append(_wrong(row.number, "parent_row", text, number=number))
        return None
    return numbers[number]


def _cycles(parents: dict[int, int], problems: list[Problem]) -> set[int]:
    """The rows that are on a cycle of parents; each cycle is told once, at its first row."""
    on_cycle: set[int] = set()
    done: set[int] = set()
    for start in parents:
        path: dict[int, int] = {}
        here: int | None = start
        while here is not None and here not in path and here not in done:
            path[here] = len(path)
            here = parents.get(here)
        if here is not None and here in path:
            ring = sorted(row for row, place in path.items() if place >= path[here])
            on_cycle.update(ring)
            shown = ", ".join(map(str, ring[:20]))
            text = _("Các dòng %(rows)s là nhiệm vụ cha của nhau thành một vòng.")
            problems.append(_wrong(ring[0], "parent_row", text, rows=shown))
        done.update(path)
    return on_cycle

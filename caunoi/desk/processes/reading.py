"""From versions of processes to what their pages show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.core.errors import NotFound
from caunoi.desk.asking import when, who
from caunoi.people import queries as people
from caunoi.processes import queries
from caunoi.processes.shapes import DiagramStep
from caunoi.processes.shapes_modelling import ElementProblem, ProcessView, VersionView

MANAGERS = ("process_manager", "leader")
"""Who comes to these pages; what each may see and do is decided by `processes`."""
STATES: dict[str, tuple[Promise, str]] = {
    "draft": (gettext_lazy("bản thảo"), "yellow"),
    "published": (gettext_lazy("đã ban hành"), "blue"),
    "retired": (gettext_lazy("ngừng dùng"), "grey"),
    "shipped": (gettext_lazy("đi kèm phần mềm"), "grey"),
}
ELEMENTS: dict[str, Promise] = {
    "bpmn:StartEvent": gettext_lazy("Bắt đầu"),
    "bpmn:EndEvent": gettext_lazy("Kết thúc"),
    "bpmn:UserTask": gettext_lazy("Bước"),
    "bpmn:ExclusiveGateway": gettext_lazy("Rẽ nhánh"),
    "bpmn:ParallelGateway": gettext_lazy("Song song"),
    "bpmn:IntermediateCatchEvent": gettext_lazy("Chờ"),
    "bpmn:BusinessRuleTask": gettext_lazy("Bảng quyết định"),
    "bpmn:SubProcess": gettext_lazy("Mốc thời hạn"),
}
CHANNELS = {
    "online": gettext_lazy("trực tuyến"), "direct": gettext_lazy("trực tiếp"), "post": gettext_lazy("bưu chính"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in a list: its title, its state in words, who made and published it."""

    version: VersionView
    title: str
    state: Promise
    tone: str
    made_by: str
    published_by: str


def draws(request: HttpRequest) -> bool:
    """Whether the visitor acts as a process manager now."""
    return getattr(who(request), "role", "") == "process_manager"


def rows(view: ProcessView) -> list[VersionRow]:
    """The versions of a process with the names of who made and published them; one statement."""
    ids = {id_ for v in view.versions for id_ in (v.made_by, v.changed_by, v.published_by) if id_}
    names = people.names(ids) if ids else {}
    return [_row(version, names) for version in view.versions]


def _row(version: VersionView, names: dict[UUID, str]) -> VersionRow:
    state, tone = STATES[version.state]
    return VersionRow(
        version, title_of(version), state, tone, names.get(version.changed_by or version.made_by or UUID(int=0), ""),
        names.get(version.published_by or UUID(int=0), ""),
    )  # fmt: skip


def title_of(version: VersionView) -> str:
    """What a version is called: its number, the draft, or the text that ships."""
    if version.state == "draft":
        return _("Bản thảo")
    return _("Phiên bản %(n)s") % {"n": version.number} if version.number else _("Bản đi kèm phần mềm")


def uuid_of(text: str) -> UUID:
    """The id that was asked for. Raises NotFound for what is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


def chosen(request: HttpRequest, code: str, wanted: str | None = None) -> VersionView:
    """The version asked for (`?version=`: an id, or `0` for what ships), else the one in force; with its text.

    Raises ProcessNotFound, VersionNotFound, NotForProcesses; NotFound for a version of another process.
    """
    actor, now = who(request), when(request)
    text = request.GET.get("version", "") if wanted is None else wanted
    if text == "0":
        return queries.shipped(code, actor=actor, now=now)
    if text:
        found = queries.version(uuid_of(text), actor=actor, now=now)
        if found.code != code or found.kind != "process":
            raise NotFound
        return found
    force = next((v for v in queries.process(code, actor=actor, now=now).versions if v.current), None)
    if force is None:
        raise NotFound
    return queries.version(force.id, actor=actor, now=now) if force.id else queries.shipped(code, actor=actor, now=now)


def key_of(version: VersionView) -> str:
    """What stands for a version in an address: see `chosen`."""
    return str(version.id) if version.id else "0"


def problems(version: VersionView, text: str | None = None) -> list[ElementProblem]:
    """What is wrong with a version's text, or with another text for it; elements by their names, not their codes."""
    read = version.text if text is None else text
    found = queries.check_text(version.code, read, kind=version.kind)
    if not found or version.kind != "process":
        return found
    drawn = queries.picture(version.code, read)
    return [replace(one, sentence=_named(one, drawn.names | drawn.ways)) for one in found]


def _named(problem: ElementProblem, names: dict[str, str]) -> str:
    """The sentence with its element called as it is on the drawing, and begun as a sentence."""
    id_ = problem.element_id
    text = problem.sentence.replace(f"“{id_}”", f"“{names.get(id_, id_)}”") if id_ else problem.sentence
    return text[:1].upper() + text[1:]


def listed(version: VersionView) -> list[DiagramStep]:
    """The steps of a version in words; none when its text cannot be read."""
    return [] if version.kind != "process" or unread(version) else queries.picture(version.code, version.text).steps


def unread(*versions: VersionView) -> bool:
    """Whether one of the texts cannot be read as a process at all."""
    return any(not queries.readable(version.code, version.text) for version in versions)


def last_month(today: date) -> tuple[date, date]:
    """The first day of the month before, and of this one."""
    first = today.replace(day=1)
    before = first.replace(year=first.year - 1, month=12) if first.month == 1 else first.replace(month=first.month - 1)
    return before, first


def level(value: float, most: float) -> int:
    """1 to 5: how much of the greatest it is; 0 for nothing."""
    if value <= 0 or most <= 0:
        return 0
    return min(5, 1 + int(value / most * 5 * 0.999))


def words() -> dict[str, Any]:
    """What the drawing's script says."""
    vocabulary = queries.vocabulary()
    return {
        "types": {name: str(text) for name, text in ELEMENTS.items()},
        "actions": vocabulary.actions,
        "channels": {code: str(name) for code, name in CHANNELS.items()},
        "to": _("Mũi tên đến: {name}"),
        "wrong": _("cần sửa"),
        "problems": _("{n} điều cần sửa trước khi ban hành."),
        "sound": _("Không còn điều gì phải sửa."),
        "unchecked": _("Chưa kiểm tra được: mất kết nối. Bản vẽ vẫn còn ở đây."),
        "unsaved": _("Có thay đổi chưa lưu."),
        "unsavedError": _("Chưa lưu được: mất kết nối. Bản vẽ vẫn còn ở đây, hãy thử lại."),
        "pad": {
            "add-task": _("Thêm bước ở sau"),
            "add-exclusive": _("Thêm rẽ nhánh ở sau"),
            "add-wait": _("Thêm chỗ chờ ở sau"),
            "add-end": _("Thêm kết thúc ở sau"),
            "connect": _("Nối đến"),
            "remove": _("Xóa"),
        },
    }

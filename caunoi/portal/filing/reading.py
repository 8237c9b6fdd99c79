"""What the filing pages show: tasks, next screens, answers in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.dossiers.queries import AttachedComponent, DossierView, FilingProgress, SectionProgress
from caunoi.ui.questions import answer_words

RETURN = {
    "online": gettext_lazy("Bản điện tử"),
    "counter": gettext_lazy("Bản giấy, lấy tại nơi nộp hồ sơ"),
    "post": gettext_lazy("Bản giấy, gửi qua bưu chính"),
}


def section_href(dossier_id: UUID, section_id: str) -> str:
    """The address of a section's screen."""
    return reverse("portal:section", args=[dossier_id, section_id])


def tasks(view: DossierView, progress: FilingProgress) -> list[dict[str, Any]]:
    """One task a section."""
    words = {"complete": _("Đã xong"), "started": _("Đang làm"), "empty": _("Chưa làm")}
    colours = {"started": "yellow", "empty": ""}
    return [
        {
            "title": section.title,
            "href": section_href(view.id, section.id),
            "status": words[section.state],
            "colour": colours.get(section.state, ""),
            "done": section.state == "complete",
        }
        for section in progress.sections
    ]


def papers_task(view: DossierView, progress: FilingProgress) -> list[dict[str, Any]]:
    """The task of the papers; none when the procedure asks for no paper at all."""
    if not view.components:
        return []
    attached = [c for c in view.components if c.attached]
    missing = progress.missing_components
    state = _("Chưa làm") if missing and not attached else _("Còn thiếu") if missing else _("Đã xong")
    return [
        {
            "title": _("Giấy tờ kèm theo"),
            "href": reverse("portal:papers", args=[view.id]),
            "status": state,
            "colour": "yellow" if missing and attached else "",
            "done": not missing,
            "hint": ", ".join(c.title for c in missing),
        }
    ]


def choice_tasks(view: DossierView) -> list[dict[str, Any]]:
    """What has an answer already and may be changed: the fee's reliefs, the way of getting the result."""
    return [
        {
            "title": _("Phí, lệ phí và diện được giảm"),
            "href": reverse("portal:fee", args=[view.id]),
            "status": _("Xem"),
        },
        {
            "title": _("Cách nhận kết quả"),
            "href": reverse("portal:result", args=[view.id]),
            "status": return_words(view),
            "done": True,
        },
    ]


def return_words(view: DossierView) -> str:
    """How the result comes back, in words."""
    words = str(RETURN.get(view.return_way, ""))
    return f"{words}: {view.return_address}" if view.return_way == "post" and view.return_address else words


def submit_task(view: DossierView, progress: FilingProgress) -> list[dict[str, Any]]:
    """The last task; a link once everything else is there."""
    if progress.ready:
        return [{
            "title": _("Kiểm tra và nộp"), "href": reverse("portal:check", args=[view.id]), "status": _("Sẵn sàng"),
            "colour": "green",
        }]  # fmt: skip
    return [{
        "title": _("Kiểm tra và nộp"), "hint": _("Mở khi các mục trên đã xong."), "status": _("Chưa mở được"),
        "colour": "grey",
    }]  # fmt: skip


def done_count(view: DossierView, progress: FilingProgress) -> tuple[int, int]:
    """How many tasks are done, and of how many; the papers are one."""
    papers = 1 if view.components else 0
    done = sum(1 for s in progress.sections if s.state == "complete") + papers * (not progress.missing_components)
    return done, len(progress.sections) + papers


def next_href(view: DossierView, progress: FilingProgress, after: str) -> str:
    """Where to go when the screen `after` is saved: the next unfinished one, the papers, the fee."""
    order = [section.id for section in progress.sections]
    start = order.index(after) + 1 if after in order else 0
    rest = progress.sections[start:] + progress.sections[:start]
    for section in rest:
        if section.state != "complete":
            return section_href(view.id, section.id)
    return reverse("portal:papers" if view.components else "portal:fee", args=[view.id])


def after_papers(view: DossierView) -> str:
    """Where the papers lead."""
    return reverse("portal:fee", args=[view.id])


def after_paper(view: DossierView, component_id: str) -> str:
    """From one paper to the next that is required and missing, else back to the list."""
    missing = [c.component_id for c in view.components if c.required and not c.attached]
    rest = [c for c in missing if c != component_id]
    return reverse("portal:paper", args=[view.id, rest[0]]) if rest else reverse("portal:papers", args=[view.id])


def back_or(request: HttpRequest, view: DossierView, name: str) -> str:
    """The name of the page to go to: the check page if the visitor came from there."""
    return "portal:check" if request.GET.get("back") == "check" else name


def paper_rows(view: DossierView, components: Iterable[AttachedComponent]) -> list[dict[str, Any]]:
    """Papers as tasks, each leading to its page."""
    return [
        {
            "title": c.title,
            "hint": c.file_name if c.attached else c.condition,
            "href": reverse("portal:paper", args=[view.id, c.component_id]),
            "status": _("Đã có") if c.attached else _("Còn thiếu") if c.required else _("Nếu có"),
            "colour": "" if c.required else "grey",
            "done": c.attached,
        }
        for c in components
    ]


def summary(view: DossierView, section: SectionProgress) -> list[dict[str, Any]]:
    """The rows of a section's answers, each with a link to change it."""
    rows = []
    for name in section.fields:
        rules = view.form["properties"][name]
        href = f"{section_href(view.id, section.id)}?back=check#id_{name}"
        rows.append({
            "key": rules["title"], "value": answer_words(rules, view.answers.get(name)),
            "actions": [{"href": href, "text": _("Sửa")}],
        })  # fmt: skip
    return rows

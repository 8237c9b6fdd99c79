"""What the filing pages show: tasks, next screens, answers in words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.dossiers.queries import DossierView, FilingProgress, SectionProgress
from caunoi.ui.questions import answer_words


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


def papers_task(view: DossierView, progress: FilingProgress) -> dict[str, Any]:
    """The task of the papers."""
    attached = [c for c in view.components if c.file_id]
    missing = progress.missing_components
    state = _("Chưa làm") if missing and not attached else _("Còn thiếu") if missing else _("Đã xong")
    return {
        "title": _("Tải giấy tờ lên"),
        "href": reverse("portal:papers", args=[view.id]),
        "status": state,
        "colour": "yellow" if missing and attached else "",
        "done": not missing,
        "hint": ", ".join(c.title for c in missing),
    }


def submit_task(view: DossierView, progress: FilingProgress) -> dict[str, Any]:
    """The last task; a link once everything else is there."""
    if progress.ready:
        return {
            "title": _("Kiểm tra và nộp"), "href": reverse("portal:check", args=[view.id]), "status": _("Sẵn sàng"),
            "colour": "green",
        }  # fmt: skip
    return {
        "title": _("Kiểm tra và nộp"), "hint": _("Mở khi các mục trên đã xong."), "status": _("Chưa mở được"),
        "colour": "grey",
    }  # fmt: skip


def done_count(progress: FilingProgress) -> tuple[int, int]:
    """How many tasks are done, and of how many; the papers are one."""
    done = sum(1 for s in progress.sections if s.state == "complete") + (not progress.missing_components)
    return done, len(progress.sections) + 1


def next_href(view: DossierView, progress: FilingProgress, after: str) -> str:
    """Where to go when the screen `after` is saved: the next unfinished one, the papers, the check."""
    order = [section.id for section in progress.sections]
    start = order.index(after) + 1 if after in order else 0
    rest = progress.sections[start:] + progress.sections[:start]
    for section in rest:
        if section.state != "complete":
            return section_href(view.id, section.id)
    if progress.missing_components:
        return reverse("portal:papers", args=[view.id])
    return reverse("portal:check", args=[view.id])


def summary(view: DossierView, section: SectionProgress, *, change: bool) -> list[dict[str, Any]]:
    """The rows of a section's answers, each with a link to change it if `change`."""
    rows = []
    for name in section.fields:
        rules = view.form["properties"][name]
        row: dict[str, Any] = {"key": rules["title"], "value": answer_words(rules, view.answers.get(name))}
        if change:
            href = f"{section_href(view.id, section.id)}?back=check#id_{name}"
            row["actions"] = [{"href": href, "text": _("Sửa")}]
        rows.append(row)
    return rows

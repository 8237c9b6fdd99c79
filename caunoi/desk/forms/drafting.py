"""The form of a draft: read, changed by a command, kept as the draft's next revision."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from caunoi.core.errors import NotFound
from caunoi.desk.asking import when, who
from caunoi.procedures import operations, queries
from caunoi.procedures.queries import DraftView
from caunoi.procedures.rules import overrides_between
from caunoi.procedures.rules.building import Built
from caunoi.procedures.rules.form_fees import renamed_in_fees

WORKERS = ("catalogue_manager", "head_of_unit", "leader", "auditor")
"""Roles that see drafts; which drafts, and what each may do, is decided by `procedures`."""
EDITORS = ("catalogue_manager",)
Command = Callable[[dict[str, Any]], Built]


@dataclass(frozen=True, slots=True)
class Work:
    """A draft with its form. `may_edit`: the reader may change it now."""

    draft: DraftView
    form: dict[str, Any]

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change the form now."""
        return "save" in self.draft.may


def read(request: HttpRequest, draft_id: UUID) -> Work:
    """The draft, for one who may see it. Raises NotFound for one without a form (an abolition)."""
    draft = queries.draft(draft_id, actor=who(request), now=when(request))
    form = draft.whole.get("form")
    if draft.kind == "abolish" or not isinstance(form, dict):
        raise NotFound
    return Work(draft, form)


def changed(request: HttpRequest, work: Work, command: Command, *, at: str = "") -> str:
    """Do a command and keep the draft; the place that it was about. Raises CannotBuild, StaleDraft.

    When the question `at` has another place afterwards, the fees that are reckoned from it follow.
    """
    built = command(work.form)
    if built.form != work.form:
        whole = deepcopy(work.draft.whole)
        if at and built.place != at:
            whole = renamed_in_fees(whole, at, built.place.rpartition(".")[2])
        _save(request, work, {**whole, "form": built.form})
    return built.place


def _save(request: HttpRequest, work: Work, whole: dict[str, Any]) -> None:
    draft, body = work.draft, whole
    if draft.kind == "variant":
        body = {**draft.body, "overrides": overrides_between(draft.base or {}, whole)}
    operations.save_draft(
        draft_id=draft.id, body=body, revision=revision(request, draft), actor=who(request), now=when(request)
    )


def stepped(request: HttpRequest, work: Work, way: str) -> None:
    """A saved step back (`undo`) or forward (`redo`). Raises StaleDraft."""
    act = operations.undo_draft if way == "undo" else operations.redo_draft
    act(
        draft_id=work.draft.id, revision=revision(request, work.draft), actor=who(request), now=when(request)
    )  # fmt: skip


def revision(request: HttpRequest, draft: DraftView) -> int:
    """The revision that the page showed."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else draft.revision

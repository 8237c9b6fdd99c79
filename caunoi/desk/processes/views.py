"""The list of processes, one process with its versions, and what makes and ends a version."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.desk.asking import when, who
from caunoi.desk.processes import reading
from caunoi.desk.processes.forms import NewProcess, PublishForm
from caunoi.desk.processes.reading import MANAGERS
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.processes import operations, queries
from caunoi.processes.shapes_modelling import VersionView
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]


@role(*MANAGERS)
@require_GET
def processes(request: HttpRequest) -> HttpResponse:
    """Every process with the version that new dossiers follow, and what is being drafted."""
    found = queries.processes(actor=who(request), now=when(request))
    shown = [(view, next((v for v in view.versions if v.state == "draft"), None)) for view in found]
    return render(request, "desk/processes/list.html", {"shown": shown, "may_draft": reading.draws(request)})


@role(*MANAGERS)
@require_GET
def process(request: HttpRequest, process_code: str) -> HttpResponse:
    """One process: its drawing in force, its versions, and what can be done with each."""
    view = queries.process(process_code, actor=who(request), now=when(request))
    force = reading.chosen(request, process_code)
    context = {
        "view": view, "rows": reading.rows(view), "force": force, "title": reading.title_of(force),
        "key": reading.key_of(force), "steps": reading.listed(force),
        "may_draft": reading.draws(request),
        "draft": next((v for v in view.versions if v.state == "draft"), None),
    }  # fmt: skip
    return render(request, "desk/processes/process.html", context)


@role("process_manager")
@require_http_methods(GET_POST)
def new(request: HttpRequest) -> HttpResponseBase:
    """A new process, as a copy of one that there is."""
    actor, now = who(request), when(request)
    known = queries.processes(actor=actor, now=now)
    form_of = partial(NewProcess, bases=[(view.code, f"{view.name} ({view.code})") for view in known])
    made: list[UUID] = []

    def run(form: Any) -> str:
        data = form.cleaned_data
        names = {language: data[language] for language in ("vi", "en", "th") if data[language]}
        draft = operations.start_process_draft(code=data["code"], names=names, actor=actor, now=now)
        text = _copied(request, data["base"], data["code"], names["vi"])
        saved = operations.save_process_draft(
            draft_id=_id(draft), text=text, revision=draft.revision, names=names, actor=actor, now=now
        )
        made.append(_id(saved))
        return _("Đã lập bản thảo. Hãy sửa, kiểm tra rồi lưu.")

    answer = asked(request, form_of, run, template="desk/processes/new.html", context={}, to="desk:processes")
    return redirect("desk:process-edit", made[0]) if made else answer


def _copied(request: HttpRequest, base: str, code: str, name: str) -> str:
    """The text in force of another process, under its new code and name."""
    text = reading.chosen(request, base, "").text
    text = re.sub(rf'(\b(?:id|bpmnElement|processRef)=")({re.escape(base)})(")', rf"\g<1>{code}\g<3>", text)
    return re.sub(rf'(<[\w:]*process id="{code}" name=")[^"]*(")', lambda m: f"{m[1]}{_quoted(name)}{m[2]}", text)


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _id(version: VersionView) -> UUID:
    if version.id is None:
        raise ValueError("a draft has an id")
    return version.id


@role("process_manager")
@require_POST
def draft(request: HttpRequest, process_code: str) -> HttpResponse:
    """A draft of a process that there is, from the version chosen; or the one that there is already."""
    base = request.POST.get("version", "")
    made = operations.start_process_draft(
        code=process_code, base_id=reading.uuid_of(base) if base not in ("", "0") else None,
        actor=who(request), now=when(request),
    )  # fmt: skip
    return redirect("desk:process-edit", _id(made))


@role(*MANAGERS)
@require_http_methods(GET_POST)
def publish(request: HttpRequest, process_version_id: UUID) -> HttpResponseBase:
    """New dossiers follow this version from now on; running ones stay on theirs."""
    actor, now = who(request), when(request)
    version = queries.version(process_version_id, actor=actor, now=now)
    form_of = partial(PublishForm, initial={"revision": version.revision, "note": version.note})

    def run(form: Any) -> str:
        data = form.cleaned_data
        done = operations.publish_process(
            draft_id=process_version_id, revision=data["revision"], note=data["note"], actor=actor, now=now
        )
        return _("Đã ban hành phiên bản %(n)s. Hồ sơ mới đi theo phiên bản này.") % {"n": done.number}

    context = {
        "version": version, "problems": reading.problems(version), "may": "publish" in version.may,
        "force": next((v for v in queries.process(version.code, actor=actor, now=now).versions if v.current), None),
    }  # fmt: skip
    answer = asked(request, form_of, run, template="desk/processes/publish.html", context=context, to="desk:processes")
    return redirect("desk:process", version.code) if answer.status_code == 302 else answer


@role("process_manager")
@require_http_methods(GET_POST)
def drop(request: HttpRequest, process_version_id: UUID) -> HttpResponseBase:
    """Give a draft up."""
    actor, now = who(request), when(request)
    version = queries.version(process_version_id, actor=actor, now=now)
    words = Question(
        _("Bỏ bản thảo"), _("Bản thảo của “%(name)s” mất hẳn. Các phiên bản đã ban hành vẫn giữ nguyên.")
        % {"name": version.name}, _("Bỏ bản thảo"), warning=True,
    )  # fmt: skip
    return confirmed(
        request, words, lambda: operations.drop_process_draft(draft_id=process_version_id, actor=actor, now=now),
        "desk:processes",
    )  # fmt: skip


@role(*MANAGERS)
@require_http_methods(GET_POST)
def retire(request: HttpRequest, process_version_id: UUID) -> HttpResponseBase:
    """No new dossier follows this version any more."""
    actor, now = who(request), when(request)
    version = queries.version(process_version_id, actor=actor, now=now)
    words = Question(
        _("Ngừng dùng phiên bản %(n)s") % {"n": version.number},
        _("Hồ sơ mới theo phiên bản liền trước. Hồ sơ đang chạy vẫn đi hết phiên bản này."),
        _("Ngừng dùng"), warning=True,
    )  # fmt: skip
    run = partial(operations.retire_process, version_id=process_version_id, actor=actor, now=now)
    return confirmed(request, words, run, "desk:process", version.code)

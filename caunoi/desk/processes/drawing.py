"""A process is drawn: the page of the drawing, its text, its check, its keeping."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import when, who
from caunoi.desk.processes import reading
from caunoi.desk.processes.forms import LARGEST, UploadForm
from caunoi.desk.processes.reading import MANAGERS
from caunoi.desk.taking import asked
from caunoi.processes import operations, queries
from caunoi.processes.shapes_modelling import VersionView
from caunoi.ui.access import role

_PLACES = ("current", "done")
XML = "application/xml; charset=utf-8"


@role(*MANAGERS)
@require_GET
def edit(request: HttpRequest, process_version_id: UUID) -> HttpResponse:
    """A draft with its drawing, its panel and its check; without a script its list of steps and a file to take."""
    version = _version(request, process_version_id)
    if "save" not in version.may:
        return _still(request, version)
    decisions = queries.processes(actor=who(request), now=when(request), kind="decision")
    context = {
        "version": version, "vocabulary": queries.vocabulary(), "words": reading.words(), "decisions": decisions,
        "elements": [(name.removeprefix("bpmn:"), text) for name, text in reading.ELEMENTS.items()],
        "problems": reading.problems(version), "steps": reading.listed(version),
        "form": UploadForm(initial={"revision": version.revision}),
    }  # fmt: skip
    return render(request, "desk/processes/edit.html", context)


def _still(request: HttpRequest, version: VersionView) -> HttpResponse:
    """A version that the visitor may read but not change."""
    context = {
        "version": version, "title": reading.title_of(version), "state": reading.STATES[version.state],
        "key": reading.key_of(version), "steps": reading.listed(version), "problems": reading.problems(version),
    }  # fmt: skip
    return render(request, "desk/processes/version.html", context)


@role(*MANAGERS)
@require_GET
def text(request: HttpRequest, process_version_id: UUID) -> HttpResponse:
    """The file of a version, as it was saved."""
    return _file(_version(request, process_version_id))


@role(*MANAGERS)
@require_GET
def text_of(request: HttpRequest, process_code: str) -> HttpResponse:
    """The file of the version asked for, or of the one in force: also what ships, which has no id."""
    return _file(reading.chosen(request, process_code))


def _file(version: VersionView) -> HttpResponse:
    answer = HttpResponse(version.text, content_type=XML)
    ending = "dmn" if version.kind == "decision" else "bpmn"
    answer["Content-Disposition"] = f'attachment; filename="{version.code}.{ending}"'
    return answer


@role(*MANAGERS)
@require_GET
def picture(request: HttpRequest, process_code: str) -> JsonResponse:
    """A version's drawing for the viewer, with its names in the language of the page.

    `?current=` and `?done=`: elements to mark as where a dossier stands and what it has passed.
    """
    version = reading.chosen(request, process_code)
    drawn = queries.picture(version.code, version.text)
    places = {name: [id_ for id_ in request.GET.get(name, "").split(",") if id_ in drawn.names] for name in _PLACES}
    return JsonResponse({"xml": drawn.xml, **places})


@role("process_manager")
@require_POST
def check(request: HttpRequest, process_version_id: UUID) -> JsonResponse:
    """Everything that is wrong with the text sent, each with its element."""
    version = _version(request, process_version_id)
    found = reading.problems(version, request.POST.get("text", "")[:LARGEST])
    return JsonResponse({"problems": [{"element": p.element_id, "sentence": p.sentence} for p in found]})


@role("process_manager")
@require_POST
def save(request: HttpRequest, process_version_id: UUID) -> JsonResponse:
    """Keep the text sent: answers the new revision, or why it was not kept."""
    revision = request.POST.get("revision", "")
    try:
        kept = operations.save_process_draft(
            draft_id=process_version_id, text=request.POST.get("text", "")[:LARGEST],
            revision=int(revision) if revision.isascii() and revision.isdigit() else 0,
            actor=who(request), now=when(request),
        )  # fmt: skip
    except (InvalidInput, Conflict) as error:
        said = " ".join([error.message, *(str(problem) for problem in error.problems)])
        return JsonResponse({"said": said}, status=error.status)
    at = date_format(localtime(when(request)), "H:i")
    return JsonResponse({"revision": kept.revision, "said": _("Đã lưu lúc %(at)s.") % {"at": at}})


@role("process_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, process_version_id: UUID) -> HttpResponseBase:
    """Take a drawing made elsewhere in place of the draft's, and say what is wrong with it."""
    version = _version(request, process_version_id)
    form_of = partial(UploadForm, initial={"revision": version.revision})

    def run(form: Any) -> str:
        operations.save_process_draft(
            draft_id=process_version_id, text=form.cleaned_data["file"], revision=form.cleaned_data["revision"],
            actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã nhận tệp và lưu vào bản thảo.")

    answer = asked(
        request, form_of, run, template="desk/processes/upload.html", context={"version": version}, to="desk:processes"
    )
    if answer.status_code != 302:
        return answer
    count = len(reading.problems(_version(request, process_version_id)))
    if count:
        messages.warning(request, _("Bản vẽ còn %(n)s điều cần sửa, nêu ở dưới.") % {"n": count})
    return redirect("desk:process-edit", process_version_id)


def _version(request: HttpRequest, version_id: UUID) -> VersionView:
    return queries.version(version_id, actor=who(request), now=when(request))

"""The form as people will see it on a phone: the real questions, screen after screen; nothing is kept."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from caunoi.core.clock import local_date
from caunoi.desk.asking import when
from caunoi.desk.forms import drafting, words
from caunoi.desk.forms.drafting import WORKERS
from caunoi.procedures.form_wording import LANGUAGE_NAMES
from caunoi.procedures.rules import asked_sections, localised
from caunoi.ui.access import role
from caunoi.ui.questions import Questions, form_for

SAID = "_said"
MOST = 100_000


@role(*WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def preview(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One screen of the form in a language (`lang`); POST answers it and goes on to the next that applies."""
    work = drafting.read(request, draft_id)
    language = request.GET.get("lang", "")
    language = language if language in LANGUAGE_NAMES else (get_language() or "vi")[:2]
    with override(language):
        form = localised(work.form, language)
        said = _said(request.POST, form)
        shown = _section(form, request.GET.get("section", ""))
        asked = None
        if request.method == "POST":
            asked, shown, said = _answered(request, form, shown, said)
        screen = asked or form_for(form, shown["fields"], on=local_date(when(request)), known=said)
        context = {
            "form": screen, "section": shown, "language": language, "languages": LANGUAGE_NAMES,
            "draft": work.draft, "said": json.dumps(said, ensure_ascii=False),
            "number": form["x-sections"].index(shown) + 1, "total": len(form["x-sections"]),
            "condition": words.condition(work.form, shown.get("x-when")),
            "framed": request.headers.get("Sec-Fetch-Dest") == "iframe",
        }  # fmt: skip
        return render(request, "desk/forms/preview.html", context)


def _section(form: dict[str, Any], section_id: str) -> dict[str, Any]:
    """The section that is asked for; the first one when it is gone."""
    sections: list[dict[str, Any]] = form["x-sections"]
    found = next((section for section in sections if section["id"] == section_id), sections[0])
    found["fields"] = [name for name in found["fields"] if name in form["properties"]]
    return found


def _said(data: QueryDict, form: dict[str, Any]) -> dict[str, Any]:
    """What was answered on the screens before, carried by the page."""
    text = data.get(SAID, "")
    try:
        found = json.loads(text) if 0 < len(text) < MOST else {}
    except ValueError:
        return {}
    return {n: v for n, v in found.items() if n in form["properties"]} if isinstance(found, dict) else {}


def _answered(
    request: HttpRequest, form: dict[str, Any], shown: dict[str, Any], said: dict[str, Any]
) -> tuple[Questions | None, dict[str, Any], dict[str, Any]]:
    """The screen again with what is wrong, or the next one with what was said so far."""
    on = local_date(when(request))
    asked = form_for(form, shown["fields"], request.POST, on=on, known=said)
    if again := asked.regrouped():
        return again, shown, said
    if not asked.is_valid():
        return asked, shown, said
    said = {**said, **{name: value for name, value in asked.answers().items() if value not in (None, "", [])}}
    sections = form["x-sections"]
    later = sections[sections.index(shown) + 1 :]
    fitting = [section["id"] for section in asked_sections(form, said)]
    following = next((section for section in later if section["id"] in fitting), sections[0])
    return None, _section(form, following["id"]), said if later else {}

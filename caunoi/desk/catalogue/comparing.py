"""A published version beside the one before it, and what provinces do differently."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caunoi.desk.catalogue.drafts import provinces, sections
from caunoi.desk.catalogue.views import READERS
from caunoi.procedures import queries
from caunoi.ui.access import role


@role(*READERS)
@require_GET
def changes(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """What a published version changed, sentence by sentence."""
    view = queries.version(version_id)
    context = {"procedure": view, "sections": sections(queries.version_changes(version_id))}
    return render(request, "desk/catalogue/changes.html", context)


@role(*READERS)
@require_GET
def overrides(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """What each province does differently from a version, place by place."""
    view = queries.version(version_id)
    names = provinces(request, [variant.province for variant in view.variants])
    found = [
        (names.get(variant.province, variant.province), variant, queries.overrides(version_id, variant.province))
        for variant in view.variants
    ]
    return render(request, "desk/catalogue/overrides.html", {"procedure": view, "provinces": found})

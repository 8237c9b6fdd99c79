"""A place in a form, as problems name it: what stands there in words, and the page of the builder that mends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from caunoi.desk.forms import words


def title_at(body: Mapping[str, Any], place: str) -> str:
    """The title of the section or question at `form/x-sections/ID` or `form/properties/NAME`; empty without one."""
    kind, name = _parted(body, place)
    if kind == "properties" and name:
        return words.title_of(body["form"], name)
    if kind == "x-sections":
        found = next((one for one in body["form"]["x-sections"] if one["id"] == name), None)
        return words.said(found.get("x-title-i18n") or {}, name) if found else ""
    return ""


def address(draft_id: UUID, body: Mapping[str, Any], place: str) -> str:
    """The page of the section or question, else the builder's first page."""
    kind, name = _parted(body, place)
    if kind == "properties" and name:
        return reverse("desk:form-question", args=[draft_id, name])
    if kind == "x-sections" and name:
        return reverse("desk:form-section", args=[draft_id, name])
    return reverse("desk:form-builder", args=[draft_id])


def _parted(body: Mapping[str, Any], place: str) -> tuple[str, str]:
    """`x-sections` or `properties`, and the id there; empty for anything that the form does not have."""
    kind, _slash, rest = place.removeprefix("form/").partition("/")
    form, name = body.get("form"), rest.partition("/")[0]
    if not isinstance(form, dict):
        return "", ""
    if kind == "properties":
        known = form.get("properties")
        outer = name.partition(".")[0]
        return (kind, name) if isinstance(known, dict) and outer in known else ("", "")
    sections = form.get("x-sections")
    if kind != "x-sections" or not isinstance(sections, list):
        return "", ""
    ids = [str(one.get("id", "")) if isinstance(one, dict) else "" for one in sections]
    if name.isdigit() and name not in ids:
        name = ids[int(name)] if int(name) < len(ids) else ""
    return (kind, name) if name and name in ids else ("", "")

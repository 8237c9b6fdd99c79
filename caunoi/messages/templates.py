"""What can be told. Rooms above register their templates at start-up; their texts stay in their own catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override


@dataclass(frozen=True, slots=True)
class Template:
    """A text with named places, `%(code)s`. `urgent` ones also go by text message: it costs, and it wakes people."""

    name: str
    subject: str | Promise
    body: str | Promise
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A template filled in one language."""

    subject: str
    body: str


_templates: dict[str, Template] = {}


def register(*templates: Template) -> None:
    """Add templates; the same name twice keeps the last."""
    _templates.update({template.name: template for template in templates})


def template(name: str) -> Template:
    """The template. Raises KeyError when no room registered it."""
    return _templates[name]


def fill(name: str, params: Mapping[str, Any], *, language: str) -> Text:
    """The texts in `language`. A template that is no longer registered says so instead of losing the notice."""
    with override(language):
        known = _templates.get(name)
        if known is None:
            return Text(_("Thông báo"), "")
        return Text(str(known.subject) % params, str(known.body) % params)

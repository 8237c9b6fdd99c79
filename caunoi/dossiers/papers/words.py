"""Answers of a form as a paper prints them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from caunoi.procedures.rules import applies

Section = tuple[str, tuple[tuple[str, str], ...]]


def sections(form: dict[str, Any], answers: dict[str, Any]) -> tuple[Section, ...]:
    """The form's sections that apply, each with its titles and answers in words; those without an answer are left out.

    `form` is in the language of the paper.
    """
    found = []
    for section in form.get("x-sections", ()):
        if not applies(section, answers):
            continue
        lines = tuple(_lines(section["fields"], form["properties"], answers))
        if lines:
            found.append((str(section.get("title", "")), lines))
    return tuple(found)


def _lines(names: Iterable[str], specs: dict[str, Any], answers: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for name in names:
        if name in answers and name in specs:
            yield specs[name].get("title", name), said(specs[name], answers[name])


def said(spec: dict[str, Any], value: Any) -> str:
    """One answer in words: a choice by its label, a date as people write it."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return "; ".join(said(spec.get("items", {}), part) for part in value)
    if isinstance(value, dict):
        specs = spec.get("properties", {})
        return ", ".join(said(specs.get(name, {}), part) for name, part in value.items() if part not in (None, ""))
    if spec.get("format") == "date":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    labels = spec.get("x-enum-titles", {})
    return str(labels.get(value, value))

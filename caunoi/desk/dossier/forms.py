"""What officers type on this room's pages."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from caunoi.desk.taking import TakingForm
from caunoi.dossiers.queries import DossierView
from caunoi.procedures.rules import applies
from caunoi.ui.forms import DateField


class ActForm(TakingForm):
    """An act without words: it carries the version that the officer saw."""

    expected_version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": _("Trang đã cũ. Hãy mở lại hồ sơ rồi thử lại.")},
    )

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Titles and fields, as the page lays them out."""
        return [("", list(self.visible_fields()))]

    def typed(self) -> list[dict[str, str]]:
        """What was typed, to be kept when it could not be done."""
        rows = [
            {"key": str(b.label), "value": self._said(b)} for b in self.visible_fields() if b.name in self.changed_data
        ]
        return [row for row in rows if row["value"]]

    def _said(self, bound: BoundField) -> str:
        value = getattr(self, "cleaned_data", {}).get(bound.name, bound.value())
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")

    def renew(self, version: int) -> None:
        """Let the next attempt start from `version`, keeping what was typed."""
        data: Any = self.data
        copy = data.copy()
        copy["expected_version"] = str(version)
        self.data = copy


class ReasonForm(ActForm):
    """An act that must say why."""

    reason = forms.CharField(min_length=5, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, label: Any, hint: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text = label, hint
        wrong = _("Hãy ghi rõ lý do (từ 5 đến 2.000 ký tự).")
        field.error_messages.update({"required": wrong})
        for validator in field.validators:
            validator.message = wrong  # type: ignore[attr-defined]


class AssignForm(ActForm):
    """Who examines."""

    person_id = forms.TypedChoiceField(
        label=_("Người thẩm định"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn người thẩm định.")},
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = people  # type: ignore[attr-defined]


class ResultForm(ActForm):
    """What the record shall say: the declaration, corrected where its spelling differs from the papers."""

    def __init__(self, *args: Any, dossier: DossierView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        said = {**dossier.answers, **dossier.result}
        needed = _needed(dossier.form)
        self._groups: list[tuple[str, list[str]]] = []
        for section in dossier.form["x-sections"]:
            names = [n for n in section["fields"] if _correctable(dossier.form["properties"][n])]
            if not names or not applies(section, said):
                continue
            self._groups.append((section["title"], names))
            for name in names:
                spec = dossier.form["properties"][name]
                self.fields[name] = _field(spec, required=name in needed)
                self.initial.setdefault(name, _initial(spec, said.get(name)))

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self._groups]

    def changes(self) -> dict[str, Any]:
        """The fields whose record differs from the declaration, as the operation takes them."""
        found = {}
        for _title, names in self._groups:
            for name in names:
                value = self.cleaned_data.get(name)
                plain = value.isoformat() if isinstance(value, date) else value
                if (plain if plain != "" else None) != self.dossier.answers.get(name):
                    found[name] = plain
        return found


def _correctable(spec: dict[str, Any]) -> bool:
    """Words, dates and choices; not what decides which questions are asked."""
    return spec.get("type") in ("string", "integer")


def _needed(form: dict[str, Any]) -> set[str]:
    """The fields that the form requires, always or in the sections that apply only sometimes."""
    found = set(form.get("required", []))
    for part in form.get("allOf", []):
        found |= set(part.get("then", {}).get("required", []))
    return found


def _initial(spec: dict[str, Any], value: Any) -> Any:
    return date.fromisoformat(value) if spec.get("format") == "date" and value else value


def _field(spec: dict[str, Any], *, required: bool) -> forms.Field:
    """The control for one question; the operation checks the whole record once more."""
    label = spec["title"]
    if spec.get("format") == "date":
        return DateField(label=label, required=required)
    if "enum" in spec:
        titles = spec.get("x-enum-titles", {})
        field = forms.ChoiceField(
            label=label,
            required=required,
            widget=forms.RadioSelect,
            choices=[(v, titles.get(v, v)) for v in spec["enum"]],
        )
        field.inline = len(spec["enum"]) < 4  # type: ignore[attr-defined]
        return field
    if spec["type"] == "integer":
        number = forms.IntegerField(label=label, required=required)
        number.width = 3  # type: ignore[attr-defined]
        return number
    return forms.CharField(label=label, required=required, max_length=spec.get("maxLength", 200))

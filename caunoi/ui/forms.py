"""Django forms in GOV.UK markup: other rooms write fields, this renders label, hint, error and control."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.functional import lazy
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

REQUIRED = forms.Field.default_error_messages["required"]
WIDTHS = {2, 3, 4, 5, 10, 20}


@dataclass(frozen=True, slots=True)
class FormError:
    """One line of the error summary; `href` leads to the control."""

    text: str
    href: str


def errors_of(form: BaseForm) -> list[FormError]:
    """Everything that is wrong with a form, in the order of its fields."""
    found = [FormError(str(e), "") for e in form.non_field_errors()]
    for bound in form.visible_fields():
        found += [FormError(str(e), f"#{control_id(bound)}") for e in bound.errors]
    for bound in form.hidden_fields():
        found += [FormError(str(e), "") for e in bound.errors]
    groups = getattr(form, "problems", None)  # repeated groups of questions
    return [*found, *groups()] if groups else found


def control_id(bound: BoundField) -> str:
    """The id of the control that a label or an error leads to."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    if isinstance(widget, DateInput):
        return f"{bound.auto_id}_0"
    return str(bound.auto_id)


class DateInput(forms.MultiWidget):
    """Day, month and year as three fields: the way that needs no calendar and no guessing of formats."""

    template_name = "ui/fields/date_widget.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput(), forms.TextInput(), forms.TextInput()], attrs)

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The three parts; or one text `dd/mm/yyyy` or `yyyy-mm-dd` under the plain name (links, machines)."""
        if name in data:
            return parts_of(str(data[name]))
        return super().value_from_datadict(data, files, name)


def parts_of(text: str) -> list[str]:
    """Day, month, year out of one text."""
    pieces = text.strip().replace("-", "/").replace(".", "/").split("/")
    if len(pieces) == 3 and len(pieces[0]) == 4:
        pieces.reverse()
    return [*pieces, "", "", ""][:3]


class DateField(forms.MultiValueField):
    """A date of birth, of a decree… Asks day, month, year; gives a `date`."""

    widget = DateInput
    default_error_messages = {
        "required": _("Hãy nhập ngày, tháng, năm."),
        "incomplete": _("Hãy nhập đủ ngày, tháng, năm."),
        "invalid": _("Ngày này không có trong lịch. Ví dụ đúng: 27 3 2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        whole = {"invalid": self.default_error_messages["invalid"]}
        parts = [forms.IntegerField(error_messages=whole, required=False) for _part in range(3)]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        given = [str(part or "").strip() for part in (value or [])]
        if any(given) and not all(given):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return super().clean(value)

    def compress(self, data_list: list[Any]) -> date | None:
        if not data_list or any(part is None for part in data_list):
            return None
        day, month, year = data_list
        try:
            return date(year, month, day)
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def _classes(bound: BoundField, options: dict[str, Any]) -> str:
    widget = bound.field.widget
    kind = {
        forms.Textarea: "govuk-textarea",
        forms.Select: "govuk-select",
        forms.FileInput: "govuk-file-upload",
    }
    base = next((css for cls, css in kind.items() if isinstance(widget, cls)), "govuk-input")
    width = options.get("width", getattr(bound.field, "width", None))
    names = [base]
    if width in WIDTHS and base == "govuk-input":
        names.append(f"govuk-input--width-{width}")
    elif isinstance(width, str):
        names.append(f"govuk-!-width-{width}")
    if bound.errors:
        names.append(f"{base}--error")
    return " ".join(names)


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if kind := getattr(widget, "kind", ""):
        return str(kind)
    if isinstance(widget, forms.CheckboxSelectMultiple):  # Django makes it a kind of radio buttons
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, DateInput):
        return "date"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    return "plain"


def _described_by(bound: BoundField) -> str:
    ids = [f"{bound.auto_id}-hint"] if bound.help_text else []
    if bound.errors:
        ids.append(f"{bound.auto_id}-error")
    return " ".join(ids)


def render_field(bound: BoundField, **options: Any) -> SafeString:
    """One field as HTML. Options: `width` (2…20, or 'one-half'…), `label_size` (s, m, l), `inline`, `rows`."""
    kind = _kind(bound)
    attrs: dict[str, Any] = {"class": _classes(bound, options)}
    if described := _described_by(bound):
        attrs["aria-describedby"] = described
    if kind == "password":
        attrs["class"] += " govuk-password-input__input govuk-js-password-input-input"
        attrs.update(spellcheck="false", autocapitalize="none")
    if "rows" in options:
        attrs["rows"] = options["rows"]
    control = SafeString("")
    if kind in {"plain", "file", "password", "place"}:
        control = mark_safe(bound.as_widget(attrs=attrs))
    context = {
        "field": bound, "kind": kind, "id": control_id(bound), "control": control, "described": _described_by(bound),
        "label_size": options.get("label_size", getattr(bound.field, "label_size", "")),
        "inline": options.get("inline", getattr(bound.field, "inline", False)),
        "hints": getattr(bound.field, "choice_hints", {}), "heading": options.get("heading", False),
        "chosen": _chosen(bound),
    }  # fmt: skip
    return SafeString(render_to_string("ui/fields/field.html", context))


def _chosen(bound: BoundField) -> list[str]:
    value = bound.value()
    if isinstance(value, list | tuple):
        return [str(v) for v in value]
    return [] if value is None else [str(value)]


def lazy_format(text: Any, **params: Any) -> Any:
    """`text % params`, translated when it is shown."""
    return lazy(lambda: str(text) % params, str)()


class Form(forms.Form):
    """A form whose `{{ form }}` is already ours, and whose “required” errors name the field that is empty."""

    template_name = "ui/fields/all.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, part in self.fields.items():
            if part.error_messages.get("required") == REQUIRED:
                label = part.label or name
                part.error_messages["required"] = lazy_format(_("Hãy điền mục “%(label)s”."), label=label)

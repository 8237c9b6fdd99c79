"""A unit asked by its name: typed without diacritics, chosen from a list when several are meant. Needs no script."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caunoi.units import queries as units
from caunoi.units.rules.text import fold

SHOWN = 8


def written(unit: units.UnitView) -> str:
    """A unit as an answer keeps it: its full name, with the province's."""
    return (
        f"{unit.full_name}, {unit.province_name}" if unit.province_name and unit.level != "province" else unit.full_name
    )


class PlaceInput(forms.TextInput):
    """The name as typed, and which of the units found by it is meant (`NAME-pick`)."""

    kind = "place"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [data.get(name, ""), data.get(f"{name}-pick", "")]

    def format_value(self, value: Any) -> str | None:
        shown = value[0] if isinstance(value, list) else value
        return str(shown) if shown else None

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class PlaceField(forms.Field):
    """Gives `Phường Cửa Nam, Thành phố Hà Nội`. `found` holds what the page offers when one must be chosen."""

    widget = PlaceInput
    on: date = date.max

    def __init__(self, *, level: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level = level
        self.found: list[str] = []
        self.help_text = self.help_text or _("Gõ tên, không cần dấu; tên hiện nay, sau ngày 01/07/2025.")

    def clean(self, value: Any) -> Any:
        typed, pick = value if isinstance(value, list) else [str(value or ""), ""]
        typed = " ".join(str(typed).split())[:200]
        if not typed:
            return super().clean("")
        names = [written(hit.unit) for hit in self._search(typed)]
        if pick in names:
            return pick
        head = fold(typed.split(",")[0])
        exact = [name for name in names if head in (fold(name.split(",")[0]), _bare(name))]
        if len(exact) == 1:
            return exact[0]
        if not names:
            raise ValidationError(_("Không có nơi nào giống “%(typed)s”. Hãy xem lại tên."), params={"typed": typed})
        self.found = exact or names
        raise ValidationError(_("Có nhiều nơi giống tên này. Hãy chọn một nơi bên dưới."))

    def _search(self, typed: str) -> list[units.Found]:
        hits = units.search(typed.split(",")[0], on=self.on, level=self.level, limit=SHOWN)
        rest = typed.partition(",")[2]
        if rest.strip():  # "Cửa Nam, Hà Nội": the province narrows, when it fits any
            hits = [hit for hit in hits if fold(rest) in fold(hit.unit.province_name)] or hits
        return hits


def _bare(name: str) -> str:
    """The folded name without its kind: “Phường Cửa Nam, Thành phố Hà Nội” is “cua nam”."""
    words = fold(name.split(",")[0])
    for kind in ("thanh pho ", "dac khu ", "phuong ", "tinh ", "xa "):
        if words.startswith(kind):
            return words.removeprefix(kind)
    return words

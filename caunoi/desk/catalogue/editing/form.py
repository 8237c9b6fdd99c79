"""The form of a part: its entries in order, problems in their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BoundField

from caunoi.core.errors import Problem
from caunoi.desk.catalogue.editing.around import Around
from caunoi.desk.catalogue.editing.entries import Entry, Item, Text, put, shown
from caunoi.ui.forms import Form


@dataclass(frozen=True, slots=True)
class Group:
    """The controls of one entry under its legend; `layout` as in Entry."""

    label: Text
    hint: Text
    layout: str
    optional: bool
    bounds: list[BoundField]
    suggestions: list[tuple[str, Any]]


class PartForm(Form):
    """Saves what is incomplete: what is missing shows in the labels, and stops nothing until the draft is sent."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, entries: Sequence[Entry], around: Around, **kwargs: Any) -> None:
        self.entries, self.item = entries, around.item
        super().__init__(data, initial=shown(entries, around.item), **kwargs)
        for entry in entries:
            for name, control in entry.controls(around).items():
                self.fields[name] = control
        self.around = around

    def full_clean(self) -> None:
        """Check what was typed, with nothing required."""
        required = {name for name, control in self.fields.items() if control.required}
        for name in required:
            self.fields[name].required = False
        super().full_clean()
        for name in required:
            self.fields[name].required = True

    def groups(self) -> Iterator[Group]:
        """The entries in order, for the template."""
        for entry in self.entries:
            suggest = getattr(entry, "suggest", None)
            known = suggest(self.around) if suggest else []
            if known:
                self.fields[entry.key].widget.attrs["list"] = f"{entry.key}-list"
            yield Group(
                entry.label, entry.hint, entry.layout, entry.optional, [self[name] for name in entry.names()], known
            )

    def changed(self) -> Item:
        """The item with what was answered. Only for a valid form."""
        return put(self.entries, self.item, self.cleaned_data)

    def show(self, problems: Sequence[tuple[str, Problem]]) -> None:
        """Put problems, each with its place inside the item (`name/en`), at their controls."""
        for place, problem in problems:
            self._show(self._control(place), reason(problem))

    def _control(self, place: str) -> str | None:
        """The control for a place: the longest beginning of it that is one."""
        parts = [part for part in place.split("/") if part]
        for count in range(len(parts), 0, -1):
            name = "_".join(parts[:count])
            found = next((known for known in self.fields if known == name or known.startswith(f"{name}_")), None)
            if found:
                return found
        return None

    def _show(self, name: str | None, text: str) -> None:
        listed = self.errors.setdefault(name or NON_FIELD_ERRORS, self.error_class(renderer=self.renderer))
        if text not in listed:
            listed.append(text)


def reason(problem: Problem) -> str:
    """What is wrong without the place in the file, when it is said apart."""
    said = dict(problem.params).get("reason")
    text = str(said) if said is not None else str(problem)
    return text[:1].upper() + text[1:]

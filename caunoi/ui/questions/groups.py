"""A group of questions asked several times: members of a household, goods of a business. Rows are small forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caunoi.ui.forms import Form, FormError, errors_of, lazy_format
from caunoi.ui.questions.fields import field_of

BUTTON = "_group"
MOST = 50


class Row(Form):
    """One of the repeated answers."""

    def __init__(self, rules: dict[str, Any], *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = set(rules.get("required", ()))
        for name, part in rules["properties"].items():
            self.fields[name] = field_of(part, required=name in needed)
            self.fields[name].on = on  # type: ignore[attr-defined]


class Group:
    """The rows of one property. `count` rows are shown; an empty last row is no answer."""

    def __init__(
        self,
        name: str,
        rules: dict[str, Any],
        data: Mapping[str, Any] | None,
        rows: list[Any],
        *,
        on: date,
        required: bool,
    ) -> None:
        self.name, self.rules, self.required = name, rules, required
        self.title = rules.get("title", "")
        self.hint = rules.get("x-hint", "")
        self.item_title = rules["items"].get("title") or self.title
        self.least = max(int(rules.get("minItems", 0)), int(required))
        self.most = min(int(rules.get("maxItems", MOST)), MOST)
        self.errors: list[str] = []
        self.bound = data is not None
        count = _count(data.get(f"{name}-count")) if data is not None else len(rows)
        count = min(max(count, self.least, 1), self.most)
        filled = [*([] if self.bound else rows), *[{}] * count][:count]  # typed rows are compared with empty ones
        self.rows = [
            Row(rules["items"], data, initial=_initial(rules["items"], filled[i]), prefix=f"{name}-{i}", on=on)
            for i in range(count)
        ]

    @property
    def may_add(self) -> bool:
        """Whether one more may be added."""
        return len(self.rows) < self.most

    @property
    def may_drop(self) -> bool:
        """Whether one may be taken away."""
        return len(self.rows) > max(self.least, 1)

    def filled(self) -> list[Row]:
        """The rows in which something was typed, and those that must be there."""
        return [row for i, row in enumerate(self.rows) if row.has_changed() or i < self.least]

    def is_valid(self) -> bool:
        """Whether every row that says something is right."""
        self.errors = []
        right = [row.is_valid() for row in self.filled()]
        for row in self.rows:
            if row not in self.filled():
                row._errors = ErrorDict()  # type: ignore[attr-defined]
        return all(right)

    def answers(self) -> list[dict[str, Any]]:
        """What was answered, row by row."""
        from caunoi.ui.questions.form import plain

        return [
            {name: value for name in row.fields if (value := plain(row.cleaned_data.get(name))) not in (None, "", [])}
            for row in self.filled()
            if hasattr(row, "cleaned_data")
        ]

    def problems(self) -> Iterator[FormError]:
        """Lines of the error summary."""
        yield from (FormError(text, f"#group-{self.name}") for text in self.errors)
        for number, row in enumerate(self.rows, start=1):
            where = lazy_format(_("%(item)s %(number)s: "), item=self.item_title, number=number)
            yield from (FormError(f"{where}{e.text}", e.href) for e in errors_of(row)) if row.is_bound else ()


def regrouped(data: QueryDict, groups: Mapping[str, Group]) -> QueryDict | None:
    """What was typed with one row more, or without one, when a button of a group was pressed; else None."""
    verb, _sep, rest = data.get(BUTTON, "").partition(":")
    name, _sep, index = rest.partition(":")
    group = groups.get(name)
    if group is None:
        return None
    changed = data.copy()
    count = len(group.rows)
    if verb == "add" and group.may_add:
        changed[f"{name}-count"] = str(count + 1)
    if verb == "drop" and group.may_drop and index.isdigit() and int(index) < count:
        _close_gap(changed, name, int(index), count)
        changed[f"{name}-count"] = str(count - 1)
    return changed


def _close_gap(data: QueryDict, name: str, gone: int, count: int) -> None:
    for index in range(gone, count):
        here, later = f"{name}-{index}-", f"{name}-{index + 1}-"
        for key in [k for k in data if k.startswith(here)]:
            del data[key]
        for key in [k for k in data if k.startswith(later)]:
            data.setlist(here + key.removeprefix(later), data.getlist(key))


def _initial(rules: dict[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    from caunoi.ui.questions.form import initial_of

    return initial_of(rules, rules["properties"], answers)


def _count(text: Any) -> int:
    return int(text) if str(text).isascii() and str(text).isdigit() and len(str(text)) < 4 else 0

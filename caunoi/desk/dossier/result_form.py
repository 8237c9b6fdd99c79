"""What the record shall say: the declaration, corrected where its spelling differs from the papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import BoundField

from caunoi.desk.dossier.forms import ActForm
from caunoi.desk.questions import made, plain_value, required_fields, shown_value
from caunoi.dossiers.queries import DossierView
from caunoi.procedures.rules import applies


class ResultForm(ActForm):
    """The answers that may be corrected, by section, as they will stand in the record."""

    def __init__(self, *args: Any, dossier: DossierView, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        said = {**dossier.answers, **dossier.result}
        needed = required_fields(dossier.form)
        self._groups: list[tuple[str, list[str]]] = []
        for section in dossier.form["x-sections"]:
            names = [n for n in section["fields"] if _correctable(dossier.form["properties"][n])]
            if not names or not applies(section, said):
                continue
            self._groups.append((section["title"], names))
            for name in names:
                spec = dossier.form["properties"][name]
                self.fields[name] = made(spec, required=name in needed, on=on)
                self.initial.setdefault(name, shown_value(spec, said.get(name)))

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self._groups]

    def changes(self) -> dict[str, Any]:
        """The fields whose record differs from the declaration, as the operation takes them."""
        found = {}
        for _title, names in self._groups:
            for name in names:
                plain = plain_value(self.cleaned_data.get(name))
                if plain != self.dossier.answers.get(name):
                    found[name] = plain
        return found


def _correctable(spec: dict[str, Any]) -> bool:
    """Words, dates and choices; not what decides which questions are asked."""
    return spec.get("type") in ("string", "integer")

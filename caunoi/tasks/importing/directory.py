"""Agencies and officers by what people call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from caunoi.units.rules.codes import reversed_code
from caunoi.units.rules.text import fold


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as a sheet may name it. `place`: the province it is in, which tells equal names apart."""

    id: UUID
    code: str
    name: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who serves in an agency."""

    id: UUID
    username: str
    full_name: str


class Directory:
    """Finds agencies by code or name without regard to case and diacritics, and officers within an agency."""

    def __init__(self, agencies: Iterable[Agency], officers: Mapping[UUID, Iterable[Officer]]) -> None:
        self._named: dict[str, list[Agency]] = {}
        for agency in agencies:
            names = {fold(agency.code), fold(reversed_code(agency.code)), fold(agency.name)}
            if agency.place:
                names |= {fold(f"{agency.name} {agency.place}"), fold(f"{agency.name}, {agency.place}")}
            for name in names:
                self._named.setdefault(name, []).append(agency)
        self._officers = {agency_id: list(found) for agency_id, found in officers.items()}

    def agencies(self, text: str) -> list[Agency]:
        """Every agency that is called so: none, one, or several that only their codes tell apart."""
        name = fold(text)
        if name.startswith("ubnd "):
            name = f"uy ban nhan dan {name[5:]}"
        return self._named.get(name, [])

    def officers(self, agency_id: UUID, text: str) -> list[Officer]:
        """Who of the agency is called so; a user name before full names."""
        here = self._officers.get(agency_id, [])
        exact = [one for one in here if one.username and one.username.casefold() == text.strip().casefold()]
        return exact or [one for one in here if fold(one.full_name) == fold(text)]

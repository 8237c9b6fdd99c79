"""Which agencies a dossier goes to: where it may be received, who decides, whom the process calls by a word.

Non-territorial filing (Decree 118/2025/NĐ-CP): any public administrative service centre of a province receives for
every competent agency of that province. Private to the room.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caunoi.dossiers.errors import CannotReceive, ChooseCompetent, NotCompetent
from caunoi.procedures.shapes import ProcedureView
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

CENTRE, COMMITTEE = "service_centre", "peoples_committee"
COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a dossier is received and who decides; `words` are the process's other words, with the agency of each."""

    receiving: units.AgencyView
    competent: units.AgencyView
    words: dict[str, UUID]

    @property
    def readers(self) -> list[UUID]:
        """Every agency that takes part, each once."""
        return list(dict.fromkeys([self.receiving.id, self.competent.id, *self.words.values()]))


def place(procedure: ProcedureView, receiving_id: UUID, competent_id: UUID | None, *, on: date) -> Placed:
    """Who receives and who decides on `on`; the competent agency of the receiving one's own unit when none is chosen.

    Raises AgencyNotFound, CannotReceive (no service centre, nor the committee of a commune without one; or of another
    province), NotCompetent, ChooseCompetent (a provincial centre receives for a commune: which?).
    """
    receiving = units.agency(receiving_id)
    require_receives(receiving, on=on)
    competent = _chosen(procedure, receiving, competent_id) if competent_id else _own(procedure, receiving, on)
    if receiving.kind == COMMITTEE and competent.unit_id != receiving.unit_id:
        raise CannotReceive(agency=receiving.name)
    return Placed(receiving, competent, _words(procedure, competent, on))


def require_receives(receiving: units.AgencyView, *, on: date) -> None:
    """Raise CannotReceive unless the agency is a service centre, or the committee of a commune, in being on `on`."""
    in_being = receiving.valid_from <= on and (receiving.valid_to is None or on < receiving.valid_to)
    counter = receiving.kind == CENTRE or (receiving.kind == COMMITTEE and receiving.level == COMMUNE)
    if not (in_being and counter):
        raise CannotReceive(agency=receiving.name)


def competent_in(procedure: ProcedureView, unit_code: str, *, on: date) -> list[units.AgencyView]:
    """The agencies of a unit that may decide the procedure; usually one."""
    found = units.agencies_of(unit_code, on=on, kind=procedure.competent_kind)
    return [a for a in found if fits(a, procedure.competent_kind, procedure.level, procedure.competent_name)]


def fits(agency: units.AgencyView, kind: str, level: str, name: str) -> bool:
    """Whether an agency is of a kind and level, and its name begins as is asked."""
    return agency.kind == kind and agency.level == level and fold(agency.name).startswith(fold(name))


def _chosen(procedure: ProcedureView, receiving: units.AgencyView, competent_id: UUID) -> units.AgencyView:
    competent = units.agency(competent_id)
    if not fits(competent, procedure.competent_kind, procedure.level, procedure.competent_name):
        raise NotCompetent(agency=competent.name)
    if competent.province_code != receiving.province_code:
        raise CannotReceive(agency=receiving.name)
    return competent


def _own(procedure: ProcedureView, receiving: units.AgencyView, on: date) -> units.AgencyView:
    if procedure.level == receiving.level:
        unit_code = receiving.unit_code
    elif procedure.level == COMMUNE:
        raise ChooseCompetent
    else:
        unit_code = receiving.province_code
    if fits(receiving, procedure.competent_kind, procedure.level, procedure.competent_name):
        return receiving
    found = competent_in(procedure, unit_code, on=on)
    if not found:
        raise CannotReceive(agency=receiving.name)
    return found[0]


def _words(procedure: ProcedureView, competent: units.AgencyView, on: date) -> dict[str, UUID]:
    """The agency behind each further word: of the competent agency's commune, or of its province.

    Where the register has no such agency the competent one does its steps: no filing waits for an entry in a list.
    """
    words = {}
    for word, need in procedure.agencies.items():
        code = competent.unit_code if need.level == COMMUNE else competent.province_code
        found = units.agencies_of(code, on=on, kind=need.kind) if code else []
        fitting = [agency for agency in found if fits(agency, need.kind, need.level, need.name)]
        words[word] = fitting[0].id if fitting else competent.id
    return words

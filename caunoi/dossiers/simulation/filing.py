"""How a simulated applicant files: from the telephone, at a counter, by post; and how a supplement is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from random import Random
from uuid import UUID

from PIL import Image, ImageDraw

from caunoi.core.actor import Person
from caunoi.core.clock import local_date
from caunoi.dossiers import operations, queries
from caunoi.dossiers.models import Dossier, DossierComponent
from caunoi.dossiers.placing import competent_in
from caunoi.dossiers.shapes import Channel
from caunoi.dossiers.shapes_filing import CounterPaper, CounterPerson, Support
from caunoi.dossiers.simulation.plan import Course
from caunoi.dossiers.simulation.players import Players
from caunoi.procedures import queries as procedures
from caunoi.procedures.shapes import CaseView, ProcedureView
from caunoi.procedures.testing import invented_name, sample_answers
from caunoi.units import queries as units

PAPER = "giay-to-mo-phong.png"
_CITIZENS_PER_DOSSIER = 0.7


@lru_cache(maxsize=1)
def paper() -> bytes:
    """A picture of a paper that is plainly none: grey lines and the word for a specimen."""
    picture = Image.new("L", (420, 594), 255)
    pen = ImageDraw.Draw(picture)
    for y in range(120, 540, 22):
        pen.line((40, y, 380 - (y * 37) % 90, y), fill=190, width=5)
    pen.text((150, 40), "MAU - SPECIMEN", fill=90)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


class Filer:
    """Files dossiers in one province whose communes are known by number."""

    def __init__(self, players: Players, communes: Sequence[str], *, dossiers: int) -> None:
        self.players, self.communes = players, communes
        self._citizens = max(1, int(dossiers * _CITIZENS_PER_DOSSIER))
        self._centres: dict[tuple[str, str], UUID] = {}

    def file(self, course: Course, random: Random, now: datetime) -> tuple[UUID, list[str]]:
        """Do it; the dossier's id, and the kinds of journal entries that it made."""
        procedure = procedures.procedure(course.procedure, on=local_date(now))
        case = self._case(procedure, course.channel, random)
        answers = sample_answers(procedure.form, on=local_date(now), random=random)
        centre = self._centre(self.communes[course.centre], now)
        competent = self._competent(procedure, self.communes[course.commune], now)
        if course.channel == Channel.ONLINE:
            citizen = self.players.citizen(random.randrange(self._citizens), now)
            draft = operations.start_draft(
                procedure_code=procedure.code, receiving_agency_id=centre, competent_agency_id=competent,
                case_id=case.id, actor=citizen, now=now,
            )  # fmt: skip
            operations.save_answers(dossier_id=draft, answers=answers, actor=citizen, now=now)
            for component in queries.filing_progress(draft, actor=citizen, now=now).missing_components:
                self._upload(draft, component.component_id, citizen, now)
            operations.submit(dossier_id=draft, idempotency_key=f"mp-{draft}", actor=citizen, now=now)
            return draft, ["dossier.submitted"]
        return self._at_the_counter(course, procedure, case, answers, centre, competent, random, now)

    def _at_the_counter(
        self,
        course: Course,
        procedure: ProcedureView,
        case: CaseView,
        answers: dict[str, object],
        centre: UUID,
        competent: UUID | None,
        random: Random,
        now: datetime,
    ) -> tuple[UUID, list[str]]:
        helper = self.players.officer(centre, "support_staff").person_id if course.assisted else None
        view = operations.receive_at_counter(
            agency_id=centre,
            procedure_code=procedure.code,
            person=CounterPerson(full_name=invented_name(random)),
            answers=answers,
            papers=[
                CounterPaper(component_id=c.id, originals=c.originals, copies=c.copies, pages=((PAPER, paper()),))
                for c in procedure.components
                if c.required and not c.from_form and c.asked_for(case.id, course.channel)
            ],
            idempotency_key=f"mp-{course.seed}-{course.number}-{now.timestamp():.0f}",
            actor=self.players.officer(centre, "counter_officer"),
            now=now,
            case_id=case.id,
            channel=course.channel,
            competent_agency_id=competent,
            priority=course.priority,
            support=Support(person_id=helper, agency_id=centre) if helper else None,
        )
        return view.id, ["dossier.submitted", "dossier.accepted"]

    def answer(self, dossier_id: UUID, now: datetime) -> None:
        """The applicant sends the paper again, and with it the answer to the supplement."""
        owner = self.owner(dossier_id)
        component = self.first_component(dossier_id)
        if component:
            self._upload(dossier_id, component, owner, now)
        operations.answer_supplement(dossier_id=dossier_id, actor=owner, now=now)

    def owner(self, dossier_id: UUID) -> Person:
        """The applicant."""
        return Person(Dossier.objects.values_list("applicant_id", flat=True).get(id=dossier_id))

    def first_component(self, dossier_id: UUID) -> str:
        """A paper that was handed in, empty when the dossier has none."""
        rows = DossierComponent.objects.filter(dossier_id=dossier_id, file_id__isnull=False).order_by("component_id")
        return rows.values_list("component_id", flat=True).first() or ""

    def _upload(self, dossier_id: UUID, component_id: str, actor: Person, now: datetime) -> None:
        operations.upload(
            dossier_id=dossier_id, component_id=component_id, content=paper(), name=PAPER, actor=actor, now=now
        )

    def _case(self, procedure: ProcedureView, channel: str, random: Random) -> CaseView:
        return random.choice([case for case in procedure.cases if channel in case.limits])

    def _centre(self, commune: str, now: datetime) -> UUID:
        return self._agency(commune, "service_centre", now)

    def _agency(self, commune: str, kind: str, now: datetime) -> UUID:
        key = (commune, kind)
        if key not in self._centres:
            self._centres[key] = units.agencies_of(commune, on=local_date(now), kind=kind)[0].id
        return self._centres[key]

    def _competent(self, procedure: ProcedureView, commune: str, now: datetime) -> UUID | None:
        if procedure.level != "commune":
            return None
        key = (commune, f"{procedure.competent_kind}/{procedure.competent_name}")
        if key not in self._centres:
            found = competent_in(procedure, commune, on=local_date(now))
            if not found:
                return None
            self._centres[key] = found[0].id
        return self._centres[key]

"""What the API takes and gives about dossiers. Times are ISO 8601 with their offset; amounts are in đồng."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, JsonValue

from caunoi.api.moments import Moment
from caunoi.dossiers.queries import DossierRow, DossierView, RequestView, ResultView, TimelineEntry
from caunoi.exchange.queries import ProofView


class Strict(Schema):
    """Refuses fields that it does not know: a misspelt one would be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class PersonIn(Strict):
    """The applicant, as the identity paper says."""

    full_name: str = Field(min_length=2, max_length=200, examples=["Nguyễn Thị Mẫu"])
    personal_id: str = Field("", max_length=12, description="12 digits; left out for foreigners")
    phone: str = Field("", max_length=20, description="0 or +84 in front, without blanks")
    email: str = Field("", max_length=254)
    address: str = Field("", max_length=300)


class ComponentIn(Strict):
    """One paper of the dossier: uploaded files (several pictures become one PDF), or counts of what stays on paper."""

    component_id: str = Field(max_length=60, description="`id` of a component of the procedure")
    files: list[UUID] = Field(default=[], max_length=50, description="Ids from POST /files; empty: it is on paper")
    originals: int = Field(0, ge=0, le=999)
    copies: int = Field(1, ge=0, le=999)


class DossierIn(Strict):
    """A dossier to file for a person."""

    procedure_code: str = Field(max_length=40, examples=["2.000815"])
    case_id: str | None = Field(None, max_length=40, description="The procedure's first case when left out")
    applicant: PersonIn
    answers: dict[str, JsonValue] = Field(default={}, description="As GET /procedures/{code}/form asks")
    components: list[ComponentIn] = Field(default=[], max_length=100)
    channel: Literal["post", "direct"] = Field("post", description="How it came; staff who help always file online")
    receiving_agency_id: UUID | None = Field(None, description="For staff who help: where; else the machine's own")
    competent_agency_id: UUID | None = Field(None, description="Who decides; the receiving unit's when left out")
    reliefs: list[str] = Field(default=[], max_length=20)
    return_way: Literal["counter", "online", "post"] = "counter"
    return_address: str = Field("", max_length=300, description="Needed when it is returned by post")


class SupplementIn(Strict):
    """What a request for a supplement asked for; only that may be given."""

    answers: dict[str, JsonValue] = {}
    components: list[ComponentIn] = Field(default=[], max_length=100)


class HandOverIn(Strict):
    """That the result was brought to its owner."""

    received_by: str = Field(min_length=2, max_length=200, description="Who took it")
    delivered_at: Moment
    way: Literal["counter", "online", "post"] = "post"
    tracking_number: str = Field("", max_length=60)
    file: UUID | None = Field(None, description="Id from POST /files: a picture of the signature")


class FileOut(Schema):
    """A file that arrived; it is forgotten when it is not handed in by `expires_at`."""

    id: UUID
    name: str
    size: int = Field(description="In bytes")
    expires_at: datetime


class AgencyRef(Schema):
    """An agency by id and name."""

    id: UUID
    name: str


class ComponentOut(Schema):
    """A paper that the procedure asks for, and whether it was handed in."""

    component_id: str
    code: str
    title: str
    required: bool
    attached: bool
    file_id: UUID | None
    file_name: str


class AskedOut(Schema):
    """One thing wanted: `field` an answer, `component_id` a paper, or neither."""

    field: str | None = None
    component_id: str | None = None
    what: str


class RequestOut(Schema):
    """Something asked while it is settled: `supplement`, `payment`, `stop`, `extension` ..."""

    kind: str
    title: str
    asked_at: datetime
    asked_by: str
    reason: str
    items: list[AskedOut]
    due_at: datetime | None
    open: bool
    amount: int | None

    @classmethod
    def of(cls, asked: RequestView) -> RequestOut:
        """The view as the API gives it."""
        items = [
            AskedOut(field=i.get("field"), component_id=i.get("component_id"), what=i["what"]) for i in asked.raw_items
        ]
        plain = {n: getattr(asked, n) for n in ("kind", "title", "asked_at", "reason", "due_at", "open", "amount")}
        return cls(asked_by=asked.asked_agency, items=items, **plain)


class ResultOut(Schema):
    """A signed record; its file is downloaded by `file_id`."""

    id: UUID
    name: str
    number: str
    agency_name: str
    signed_at: datetime | None
    status: str = Field(description="valid, replaced or revoked")
    file_id: UUID | None

    @classmethod
    def of(cls, result: ResultView) -> ResultOut:
        """The view as the API gives it."""
        return cls(**{name: getattr(result, name) for name in cls.model_fields})


class EventOut(Schema):
    """One thing that happened."""

    at: datetime
    kind: str
    title: str
    by: str


class ProofOut(Schema):
    """How the result came to its owner."""

    way: str
    tracking_number: str
    received_by: str
    delivered_at: datetime
    file_id: UUID | None


class DossierOut(Schema):
    """A dossier where it stands. `status` is the national portal's number, 1 to 10."""

    id: UUID
    code: str
    version: int = Field(description="Counts its changes; part of the ETag")
    status: int
    status_name: str
    step: str
    procedure_code: str
    procedure_name: str
    case_id: str
    channel: str
    applicant_name: str
    receiving_agency: AgencyRef
    competent_agency: AgencyRef
    submitted_at: datetime | None
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    return_way: str
    fee_due: int | None = Field(description="In đồng; null while it is not known")
    fee_state: str = Field(description="none, due, paid or waived")
    refusal_reason: str
    receipt_file_id: UUID | None
    components: list[ComponentOut]
    requests: list[RequestOut]
    results: list[ResultOut]
    timeline: list[EventOut]
    hand_over: ProofOut | None = None

    @classmethod
    def of(
        cls,
        view: DossierView,
        *,
        requests: list[RequestView] | None = None,
        results: list[ResultView] | None = None,
        timeline: list[TimelineEntry] | None = None,
        proof: ProofView | None = None,
    ) -> DossierOut:
        """The view as the API gives it."""
        given: dict[str, Any] = {
            "receiving_agency": AgencyRef(id=view.receiving_agency_id, name=view.receiving_agency_name),
            "competent_agency": AgencyRef(id=view.competent_agency_id, name=view.competent_agency_name),
            "components": [
                ComponentOut(**{name: getattr(c, name) for name in ComponentOut.model_fields}) for c in view.components
            ],
            "requests": [RequestOut.of(r) for r in requests or []],
            "results": [ResultOut.of(r) for r in results or []],
            "timeline": [EventOut(at=t.at, kind=t.kind, title=t.title, by=t.by) for t in timeline or []],
            "hand_over": ProofOut(**{n: getattr(proof, n) for n in ProofOut.model_fields}) if proof else None,
        }
        return cls(**given, **{name: getattr(view, name) for name in cls.model_fields if name not in given})


class ChangedOut(Schema):
    """A dossier in the feed, with what happened to it last."""

    id: UUID
    code: str
    version: int
    status: int
    status_name: str
    procedure_code: str
    procedure_name: str
    applicant_name: str
    channel: str
    receiving_agency: AgencyRef
    competent_agency: AgencyRef
    submitted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    changed_at: datetime
    last_event: str

    @classmethod
    def of(cls, row: DossierRow, *, changed_at: datetime, last_event: str) -> ChangedOut:
        """The row as the API gives it."""
        given: dict[str, Any] = {
            "receiving_agency": AgencyRef(id=row.receiving_agency_id, name=row.receiving_agency_name),
            "competent_agency": AgencyRef(id=row.competent_agency_id, name=row.competent_agency_name),
            "changed_at": changed_at,
            "last_event": last_event,
        }
        return cls(**given, **{name: getattr(row, name) for name in cls.model_fields if name not in given})


class ChangePage(Schema):
    """Some changes, and how to ask for what follows: keep `next_cursor` also when `has_more` is false."""

    items: list[ChangedOut]
    next_cursor: str
    has_more: bool


class FeeLineOut(Schema):
    """One line of what is paid."""

    name: str
    quantity: int
    amount: int | None
    reference: str


class PaymentOut(Schema):
    """What is to be paid for a dossier, in đồng."""

    code: str
    state: str = Field(description="none, due, paid or waived")
    due: int | None
    lines: list[FeeLineOut]
    relief: str = Field(description="The relief that was applied, empty when none")
    note: str

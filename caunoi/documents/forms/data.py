"""What each printed form needs. All texts are printed as they are; times are aware and shown in Việt Nam's time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentLine:
    """One paper handed in: how many originals and copies; `note` says e.g. "bản điện tử"."""

    name: str
    originals: int = 0
    copies: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipData:
    """What all slips of the one-stop shop carry. `tracking_url` is what the QR code says.

    `officer_name` signs the slip; `officer_title` replaces the printed words over the name (e.g. "Chủ tịch").
    """

    dossier_code: str
    tracking_url: str
    agency_name: str
    place_name: str
    issued_at: datetime
    procedure_name: str
    officer_name: str
    officer_title: str = ""
    number: str = ""
    parent_agency_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantSlipData(SlipData):
    """A slip that is given to the applicant. `counter_name` is the one-stop counter or service centre."""

    applicant_name: str
    channel: str
    counter_name: str = ""
    applicant_address: str = ""
    applicant_phone: str = ""
    applicant_email: str = ""
    applicant_signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData(ApplicantSlipData):
    """Form 01: receipt and appointment (Circular 01/2018/TT-VPCP; 03/2025/TT-VPCP)."""

    components: tuple[ComponentLine, ...]
    received_at: datetime
    due_at: datetime
    return_place: str
    limit_text: str = ""
    return_channel: str = ""
    sets: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementItem:
    """One thing to hand in or to set right: `name` of the paper or question, `what` is wrong or wanted."""

    name: str
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementData(ApplicantSlipData):
    """Form 02: request for supplement. `answer_by` is the last day to answer (a date in Việt Nam), None when open.

    `limit_note` says what becomes of the time limit, e.g. that it counts anew from complete receipt.
    """

    items: tuple[SupplementItem, ...]
    reason: str = ""
    received_at: datetime | None = None
    answer_by: date | None = None
    limit_note: str = ""
    guidance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalData(ApplicantSlipData):
    """Form 03: refusal to receive, with the reason; `guidance` says what the applicant can do instead."""

    reason: str
    submitted_at: datetime | None = None
    guidance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyData(ApplicantSlipData):
    """Form 04: apology for being late and the new date (set at most once)."""

    received_at: datetime
    due_at: datetime
    new_due_at: datetime
    reason: str
    return_place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopData(ApplicantSlipData):
    """Form 05 (2025): notice that the settlement stops; `guidance` says what comes next."""

    received_at: datetime
    stopped_at: datetime
    reason: str
    due_at: datetime | None = None
    guidance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlStep:
    """Who held the dossier from when to when; `within_limit` is None while the step is open."""

    step: str
    holder: str
    started_at: datetime
    finished_at: datetime | None = None
    within_limit: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlData(SlipData):
    """Form 06: control slip of the settlement. The steps stand in the order of their start."""

    received_at: datetime
    due_at: datetime
    steps: tuple[ControlStep, ...]
    applicant_name: str = ""
    competent_agency_name: str = ""
    cooperating_agencies: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One dossier in the register. `result_text` says how it ended ("Đúng hạn", "Từ chối" ...)."""

    dossier_code: str
    procedure_name: str
    applicant_name: str
    received_at: datetime
    due_at: datetime | None = None
    applicant_address: str = ""
    applicant_phone: str = ""
    channel: str = ""
    competent_agency_name: str = ""
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    result_text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterData:
    """Form 07: the register of dossiers from `starts_on` to `ends_on` (both included)."""

    agency_name: str
    place_name: str
    issued_at: datetime
    starts_on: date
    ends_on: date
    officer_name: str
    lines: tuple[RegisterLine, ...]
    counter_name: str = ""
    parent_agency_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordData:
    """What every signed record carries. `specimen` prints "MẪU THỬ" across it; only production turns it off.

    `number` is the record's own number. Over the seal stand `signer_block` (e.g. "TM. Ủy ban nhân dân") and
    `signer_title`, under it `signer_name`. Left empty, the two say what is usual for a People's Committee, and for any
    other agency only that its head signs.
    """

    number: str
    dossier_code: str
    tracking_url: str
    agency_name: str
    place_name: str
    issued_on: date
    signer_name: str
    signer_title: str = ""
    signer_block: str = ""
    parent_agency_name: str = ""
    specimen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSheetData(RecordData):
    """The signed record of any procedure. `sections`: (title, ((label, value), ...)); an empty value is left out.

    `decision_text` is the decision itself, one paragraph a line; `legal_basis` one basis a line.
    """

    title: str
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    decision_text: str = ""
    legal_basis: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedCopyData(RecordData):
    """The certification on a copy (Decree 23/2015 art. 20): number, book, day, signer. `document_name` as shown."""

    document_name: str
    book: str = "SCT/BS"
    requester_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """The person whose birth is registered."""

    full_name: str
    gender: str
    born_on: date
    birthplace: str
    home_place: str = ""
    ethnicity: str = "Kinh"
    nationality: str = "Việt Nam"
    personal_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A parent; `born_text` is a year or a date as declared."""

    full_name: str
    born_text: str = ""
    ethnicity: str = "Kinh"
    nationality: str = "Việt Nam"
    residence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthCertificateData:
    """The result of birth registration. `specimen` prints "MẪU THỬ" across it; only production turns it off."""

    number: str
    dossier_code: str
    tracking_url: str
    agency_name: str
    registered_on: date
    child: Child
    mother: Parent | None
    father: Parent | None
    requester_name: str
    signer_name: str
    signer_title: str = "Chủ tịch"
    signer_block: str = "TM. Ủy ban nhân dân"
    requester_document: str = ""
    registered_at: str = ""
    parent_agency_name: str = ""
    specimen: bool = True

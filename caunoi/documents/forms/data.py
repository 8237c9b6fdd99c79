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
    """What all slips of the one-stop shop carry. `tracking_url` is what the QR code says."""

    dossier_code: str
    tracking_url: str
    agency_name: str
    place_name: str
    issued_at: datetime
    procedure_name: str
    officer_name: str
    number: str = ""
    parent_agency_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData(SlipData):
    """Form 01: receipt and appointment (Circular 01/2018/TT-VPCP; 03/2025/TT-VPCP)."""

    applicant_name: str
    channel: str
    components: tuple[ComponentLine, ...]
    received_at: datetime
    due_at: datetime
    return_place: str
    limit_text: str = ""
    counter_name: str = ""
    applicant_address: str = ""
    applicant_phone: str = ""
    applicant_email: str = ""
    applicant_signature: str = ""
    return_channel: str = ""
    sets: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalData(SlipData):
    """Form 03: refusal to receive, with the reason; `guidance` says what the applicant can do instead."""

    applicant_name: str
    channel: str
    reason: str
    submitted_at: datetime | None = None
    guidance: str = ""
    counter_name: str = ""
    applicant_address: str = ""
    applicant_phone: str = ""
    applicant_email: str = ""
    applicant_signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlStep:
    """Who held the dossier from when to when; `within_limit` is None while the step is open."""

    step: str
    holder: str
    started_at: datetime
    finished_at: datetime | None = None
    within_limit: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlData(SlipData):
    """Form 06: control slip of the settlement."""

    received_at: datetime
    due_at: datetime
    steps: tuple[ControlStep, ...]
    competent_agency_name: str = ""
    cooperating_agencies: str = ""
    note: str = ""


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

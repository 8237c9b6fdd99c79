"""Printed forms: frozen data in, PDF out. What is printed is in Vietnamese, the language of the papers by law."""

from caunoi.documents.forms.data import (
    BirthCertificateData,
    Child,
    ComponentLine,
    ControlData,
    ControlStep,
    Parent,
    ReceiptData,
    RefusalData,
    SlipData,
)
from caunoi.documents.forms.results import SEAL_BOX_MM, birth_certificate
from caunoi.documents.forms.slips import control_slip, receipt_slip, refusal_slip

__all__ = [
    "SEAL_BOX_MM",
    "BirthCertificateData",
    "Child",
    "ComponentLine",
    "ControlData",
    "ControlStep",
    "Parent",
    "ReceiptData",
    "RefusalData",
    "SlipData",
    "birth_certificate",
    "control_slip",
    "receipt_slip",
    "refusal_slip",
]

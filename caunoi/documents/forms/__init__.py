"""Printed forms: frozen data in, PDF out. What is printed is in Vietnamese, the language of the papers by law."""

from caunoi.documents.forms.copies import certified_copy
from caunoi.documents.forms.data import (
    ApologyData,
    ApplicantSlipData,
    BirthCertificateData,
    CertifiedCopyData,
    Child,
    ComponentLine,
    ControlData,
    ControlStep,
    Parent,
    ReceiptData,
    RecordData,
    RefusalData,
    RegisterData,
    RegisterLine,
    ResultSheetData,
    SlipData,
    StopData,
    SupplementData,
    SupplementItem,
)
from caunoi.documents.forms.index_reports import IndexReportData, ReportGroup, ReportLine, index_report
from caunoi.documents.forms.previews import preview
from caunoi.documents.forms.receipts import PaymentReceiptData, payment_receipt
from caunoi.documents.forms.registers import register_sheet
from caunoi.documents.forms.results import SEAL_BOX_MM, birth_certificate, result_sheet
from caunoi.documents.forms.slips import (
    apology_slip,
    control_slip,
    receipt_sheet,
    receipt_slip,
    refusal_slip,
    stop_slip,
    supplement_slip,
)

__all__ = [
    "SEAL_BOX_MM",
    "ApologyData",
    "ApplicantSlipData",
    "BirthCertificateData",
    "CertifiedCopyData",
    "Child",
    "ComponentLine",
    "ControlData",
    "ControlStep",
    "IndexReportData",
    "Parent",
    "PaymentReceiptData",
    "ReceiptData",
    "RecordData",
    "RefusalData",
    "RegisterData",
    "RegisterLine",
    "ReportGroup",
    "ReportLine",
    "ResultSheetData",
    "SlipData",
    "StopData",
    "SupplementData",
    "SupplementItem",
    "apology_slip",
    "birth_certificate",
    "certified_copy",
    "control_slip",
    "index_report",
    "payment_receipt",
    "preview",
    "receipt_sheet",
    "receipt_slip",
    "refusal_slip",
    "register_sheet",
    "result_sheet",
    "stop_slip",
    "supplement_slip",
]

"""Form 07: the register, A4 landscape."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from caunoi.core.clock import local_date
from caunoi.documents.forms import words
from caunoi.documents.forms.data import RegisterData, RegisterLine
from caunoi.documents.forms.printing import breakable, compile_form


def register_sheet(data: RegisterData) -> bytes:
    """Form 07, register of dossiers, A4 landscape PDF; the heading of the table repeats. Raises FormFailed."""
    values: dict[str, Any] = {name: value for name, value in asdict(data).items() if isinstance(value, str)}
    period = f"Từ {words.long_date(data.starts_on)} đến {words.long_date(data.ends_on)}"
    values |= {
        "doc_title": f"Sổ theo dõi hồ sơ {data.agency_name}",
        "period_text": period,
        "issued_text": words.long_date(local_date(data.issued_at)),
        "count_text": f"{len(data.lines):,}".replace(",", "."),
        "lines": [_cells(number, line) for number, line in enumerate(data.lines, 1)],
    }
    return compile_form("register_sheet", values, made_at=data.issued_at)


def _cells(number: int, line: RegisterLine) -> list[str]:
    return [
        str(number),
        line.dossier_code.replace("-", "-\u200b"),
        _wrapped(line.applicant_name, line.applicant_address, line.applicant_phone),
        _wrapped(line.procedure_name, line.competent_agency_name),
        _moment(line.received_at),
        _moment(line.due_at),
        _moment(line.finished_at),
        _moment(line.returned_at),
        _wrapped(line.channel),
        _wrapped(line.result_text, line.note),
    ]


def _wrapped(*texts: str) -> str:
    """One line each, in a narrow column."""
    words_of = (" ".join(breakable(w) if len(w) > 14 else w for w in text.split()) for text in texts)
    return "\n".join(filter(None, words_of))


def _moment(moment: datetime | None) -> str:
    return words.compact_moment(moment) if moment else ""

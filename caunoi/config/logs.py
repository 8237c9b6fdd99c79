"""What the program writes to standard error: lines that say what failed and where, never what people typed.

In production a line is a JSON object (`at`, `level`, `logger`, `message`, `error`), for whoever gathers logs. E-mail
addresses, long numbers, values that the database names and quoted texts of errors are masked (Law 91/2025/QH15 on the
protection of personal data: only what is needed is processed).
"""

from __future__ import annotations

import json
import logging
import re
from datetime import datetime

from caunoi.core.clock import VIETNAM
from caunoi.core.watching import route

MASK = "…"
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w-])\+?\d(?:[ .]?\d){8,}(?![\w-])")
_CODE = re.compile(r"(?<![\w-])[0-9A-Za-z.]{3,40}-\d{6}-\d{4,8}(?![\w-])")
_NAMES = re.compile(r"\w*[^\W\x00-\x7f]\w*|\b[A-Z]\w*(?:\s+[A-Z]\w*)+")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”")
_NAME = re.compile(r"['\"“](?:[a-z]+(?:_[a-z0-9]+)+|[a-z]+)['\"”]")
_DATABASE = re.compile(r"^(DETAIL|CONTEXT|HINT|LINE \d+): .*(\n[ \t]+.*)*\n?", re.MULTILINE)
_TOLD = re.compile(r"^(?!Traceback|  |\n|During handling|The above exception)\S.*$", re.MULTILINE)


def masked(text: str) -> str:
    """Without addresses, numbers and codes of dossiers by which a person could be known."""
    return _NUMBER.sub(MASK, _CODE.sub(MASK, _ADDRESS.sub(MASK, text)))


def message_of(record: logging.LogRecord) -> str:
    """What the record says, masked; of a request its method, its address' pattern and the status, not its path."""
    request = getattr(record, "request", None)
    if request is None:
        return masked(record.getMessage())
    return f"{getattr(request, 'method', None) or ''} {route(request)} {getattr(record, 'status_code', '')}".strip()


def masked_error(traceback: str) -> str:
    """A traceback whose errors keep their types and plain words; what they quote may have been typed by somebody."""

    def told(line: re.Match[str]) -> str:
        kind, colon, words = line[0].partition(": ")
        plain = _QUOTED.sub(lambda one: one[0] if _NAME.fullmatch(one[0]) else f"“{MASK}”", words)
        return kind + colon + _NAMES.sub(MASK, plain)

    return masked(_TOLD.sub(told, _DATABASE.sub("", traceback)))


class Discreet(logging.Formatter):
    """Lines for people: time with its zone, level, logger, message, and the traceback below."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """ISO 8601 in Việt Nam's time."""
        return datetime.fromtimestamp(record.created, VIETNAM).isoformat(timespec="milliseconds")

    def formatException(self, ei: object) -> str:  # noqa: N802
        """The traceback, masked."""
        return masked_error(super().formatException(ei))  # type: ignore[arg-type]

    def format(self, record: logging.LogRecord) -> str:
        """The record, masked; a text kept by another formatter is not used."""
        record.exc_text = None
        return masked(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The line without the traceback."""
        record.message = message_of(record)
        return super().formatMessage(record)


class DiscreetJson(Discreet):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        said = {
            "at": self.formatTime(record), "level": record.levelname, "logger": record.name,
            "message": message_of(record),
        }  # fmt: skip
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)

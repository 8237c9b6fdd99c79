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

MASK = "…"
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w-])\+?\d(?:[ .]?\d){8,}(?![\w-])")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”")
_NAME = re.compile(r"['\"“][a-z][a-z0-9_./-]{0,60}['\"”]")
_DATABASE = re.compile(r"^(DETAIL|CONTEXT|HINT|LINE \d+): .*(\n[ \t]+.*)*\n?", re.MULTILINE)
_TOLD = re.compile(r"^(?!Traceback|  |\n|During handling|The above exception)\S.*$", re.MULTILINE)


def masked(text: str) -> str:
    """Without addresses and numbers by which a person could be known."""
    return _NUMBER.sub(MASK, _ADDRESS.sub(MASK, text))


def masked_error(traceback: str) -> str:
    """A traceback whose errors keep their types and plain words; what they quote may have been typed by somebody."""

    def told(line: re.Match[str]) -> str:
        return _QUOTED.sub(lambda one: one[0] if _NAME.fullmatch(one[0]) else f"“{MASK}”", line[0])

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


class DiscreetJson(Discreet):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        said = {
            "at": self.formatTime(record), "level": record.levelname, "logger": record.name,
            "message": masked(record.getMessage()),
        }  # fmt: skip
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)

"""Typed journal entries. A room's `events.py` subclasses `Event`; the fields are the entry's `data`.

No personal data, ever: a field holds a code, a number, a date, an identifier or a yes/no, never free text. What looks
like an e-mail address, a telephone or identity number, or a sentence, is refused when it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

_PERSONAL = re.compile(r"@|(?<![\w.-])\+?\d{9,12}(?![\w.-])")
_MAX_TEXT = 120
_registry: dict[str, type[Event]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all journal entries. Subclasses set `kind` (`dossier.accepted`) and `subject_kind` (`dossier`)."""

    kind: ClassVar[str] = ""
    subject_kind: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind:
            known = _registry.get(cls.kind)
            if known is not None and known.__qualname__ != cls.__qualname__:
                raise TypeError(f"two events are called {cls.kind}: {known.__qualname__} and {cls.__qualname__}")
            _registry[cls.kind] = cls

    def data(self) -> dict[str, Any]:
        """The fields as JSON values. Raises ValueError on anything that may be personal data."""
        return {f.name: _json(f.name, getattr(self, f.name)) for f in fields(self)}


def registered_events() -> dict[str, type[Event]]:
    """All event types by kind."""
    return dict(_registry)


def _json(name: str, value: Any) -> Any:
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return _json(name, value.value)
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case str():
            if len(value) > _MAX_TEXT or _PERSONAL.search(value):
                raise ValueError(f"journal field {name!r} looks like free text or personal data and is refused")
            return value
        case list() | tuple():
            return [_json(name, item) for item in value]
        case dict():
            return {str(key): _json(f"{name}.{key}", item) for key, item in value.items()}
    raise TypeError(f"journal field {name!r} has a type that the journal does not keep: {type(value).__name__}")

"""The categories of petitions and the outlines of the provinces, read once, again when their files change."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

from caunoi.voices.petition_errors import UnknownService
from caunoi.voices.rules import places
from caunoi.voices.rules.services import Service
from caunoi.voices.rules.services import services as read


def services() -> dict[str, Service]:
    """Every category by its code, in the order of `data/voices/services.yaml`."""
    path = Path(settings.DATA) / "voices" / "services.yaml"
    return _services(path, path.stat().st_mtime_ns)


def service(code: str) -> Service:
    """One category. Raises UnknownService."""
    found = services().get(code)
    if found is None:
        raise UnknownService
    return found


def provinces() -> tuple[places.Area, ...]:
    """The outlines of the provinces in force since 1 July 2025."""
    path = Path(settings.DATA) / "geo" / "provinces34.geojson"
    return _provinces(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _services(path: Path, _changed: int) -> dict[str, Service]:
    return read(yaml.safe_load(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=2)
def _provinces(path: Path, _changed: int) -> tuple[places.Area, ...]:
    return places.areas(json.loads(path.read_text(encoding="utf-8")))

"""Folding of names for search, names without their type, and distances."""

from __future__ import annotations

import unicodedata
from math import asin, cos, radians, sin, sqrt

_EARTH_KM = 6371.0088


def fold(text: str) -> str:
    """Lower case, no diacritics, đ as d, one blank between words; letters that are not Latin are kept."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    # Only marks on Latin letters go: Thai vowels and tone marks are combining characters too, and carry the meaning.
    plain = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    kept = "".join(" " if unicodedata.category(c)[0] in "PSC" else c for c in unicodedata.normalize("NFC", plain))
    return " ".join(kept.split())


def split_name(written: str, type_: str) -> tuple[str, str]:
    """(name, full name) from a name written with or without its type: "Phường Ba Đình" and "Hà Nội" both work."""
    written = " ".join(unicodedata.normalize("NFC", written).split())
    prefix = unicodedata.normalize("NFC", type_).strip()
    if not prefix:
        return written, written
    if written.casefold().startswith(prefix.casefold() + " "):
        return written[len(prefix) + 1 :], written
    return written, f"{prefix[:1].upper()}{prefix[1:]} {written}"


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres (haversine)."""
    half_lat, half_lon = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(half_lon) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))

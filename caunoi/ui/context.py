"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from caunoi.ui import identity, navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for the page layout: navigation, who is signed in and for whom, whether this is a demonstration."""
    return {
        "navigation": SimpleLazyObject(lambda: navigation.links(request)),
        "identity": SimpleLazyObject(lambda: identity.of(request)),
        "development": settings.DEVELOPMENT,
        "languages": settings.LANGUAGES,
    }

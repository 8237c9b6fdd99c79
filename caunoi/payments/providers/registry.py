"""The services that are set up."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from caunoi.payments.errors import UnknownProvider
from caunoi.payments.providers.base import Provider


@lru_cache(maxsize=1)
def _plugged_in(paths: tuple[tuple[str, str], ...]) -> dict[str, Provider]:
    return {name: import_string(path)() for name, path in paths}


def _all() -> dict[str, Provider]:
    return _plugged_in(tuple(settings.PAYMENT_PROVIDERS.items()))


def names() -> dict[str, str]:
    """The services that payers may choose: name and title. Empty: nothing is paid online."""
    return {name: str(found.title) for name, found in _all().items()}


def provider(name: str) -> Provider:
    """The service. Raises UnknownProvider."""
    found = _all().get(name)
    if found is None:
        raise UnknownProvider(name=name)
    return found

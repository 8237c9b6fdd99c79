"""Deny by default: an operation that does not say who may use it keeps the program from starting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.operation import Operation

from caunoi.api.frame import framed, only_read
from caunoi.ui.access import MARK

Marked = TypeVar("Marked", bound=Callable[..., Any])


def operations(api: NinjaAPI) -> Iterator[tuple[str, Operation]]:
    """Every operation of the API with its address."""
    for prefix, router in api._routers:
        for route, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{prefix}{route}", operation


def registry(api: NinjaAPI) -> dict[str, str | None]:
    """Who may use each operation, by `METHOD /address`; None where the mark is missing."""
    return {
        f"{method} {route}": getattr(operation.view_func, MARK, None)
        for route, operation in operations(api)
        for method in operation.methods
    }


def marked(api: NinjaAPI) -> list[URLPattern]:
    """The API's addresses, each carrying its mark. Raises ImproperlyConfigured when an operation has none."""
    missing = [name for name, mark in registry(api).items() if mark is None]
    if missing:
        raise ImproperlyConfigured(f"Operations without an access mark (caunoi.ui.access): {', '.join(missing)}")
    marks: dict[str, set[str]] = {}
    for route, operation in operations(api):
        marks.setdefault(route.lstrip("/"), set()).add(str(getattr(operation.view_func, MARK)))
    patterns = [entry for entry in api.urls[0] if isinstance(entry, URLPattern)]
    for pattern in patterns:
        route = str(pattern.pattern).replace("<", "{").replace(">", "}")
        view = pattern.callback if route in marks else only_read(pattern.callback)
        pattern.callback = framed(view)
        setattr(pattern.callback, MARK, "+".join(sorted(marks.get(route, {"public"}))))
    return patterns


def scoped(scope: str) -> Callable[[Marked], Marked]:
    """A machine whose token has this scope; the operation must also take `auth=MachineToken(scope)` (see `frame`)."""

    def decorate(view: Marked) -> Marked:
        setattr(view, MARK, f"scope:{scope}")
        return view

    return decorate

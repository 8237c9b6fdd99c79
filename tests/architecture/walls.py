"""What the walls are, as functions over any package, model or address, so that tests can also break them on purpose."""

from __future__ import annotations

import ast
import configparser
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.db.models import Model
from django.urls import URLPattern, URLResolver

from caunoi.ui.access import MARK

ROOT = Path(__file__).resolve().parents[2]
INTERFACES = frozenset({"portal", "desk", "board", "api"})
SIGN_IN = ("people", "sign_in")
"""The door of django-allauth, which is made of requests and answers."""
MAY_SPEAK_HTTP = INTERFACES | {"ui", "config"}


def floors() -> dict[str, int]:
    """Each room's floor, counted from the ground, read from `.importlinter`."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    layers = contract["importlinter:contract:floors"]["layers"].split("\n")
    rows = [line for line in layers if line.strip()]
    return {room.strip(): len(rows) - n for n, line in enumerate(rows) for room in line.split("|")}


def upward_foreign_keys(models: Iterable[type[Model]]) -> list[str]:
    """Relations from a room to one above it, or beside it."""
    height = floors()
    found = []
    for model in models:
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not (getattr(field, "concrete", False) and isinstance(target, type) and issubclass(target, Model)):
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here in height and there in height and here != there and height[there] >= height[here]:
                found.append(f"{here}.{model.__name__}.{field.name} -> {there}.{target.__name__}")
    return found


def models_without_declared_personal_data(models: Iterable[type[Model]]) -> list[str]:
    """Models that do not say what personal data they hold, or name a field that they do not have."""
    found = []
    for model in models:
        if model._meta.app_label not in floors() or model._meta.auto_created:
            continue
        declared = model.__dict__.get("personal_data")
        names = {f.name for f in model._meta.get_fields()}
        if declared is None:
            found.append(f"{model._meta.label}: personal_data is not declared")
        else:
            found += [f"{model._meta.label}: no field {name}" for name in declared if name not in names]
    return found


def addresses(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern."""
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, route)
        else:
            yield route, entry


def unguarded(patterns: Iterable[URLPattern | URLResolver], third_party: dict[str, str]) -> list[str]:
    """Addresses that do not say who may use them."""
    return [
        f"/{route} ({entry.name})"
        for route, entry in addresses(patterns)
        if access_of(entry.callback) is None and (entry.name or "") not in third_party
    ]


def access_of(view: Callable[..., object] | None) -> str | None:
    """The mark of a view, looked for through decorators and view classes."""
    while view is not None:
        if mark := getattr(view, MARK, None) or getattr(getattr(view, "view_class", None), MARK, None):
            return str(mark)
        view = getattr(view, "__wrapped__", None)
    return None


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, by its full name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def foreign_models(package: Path) -> list[str]:
    """Files that import another room's models: they are private to their room."""
    found = []
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0]
        for module in imports(path):
            parts = module.split(".")
            if len(parts) > 2 and parts[0] == "caunoi" and parts[2] == "models" and parts[1] != room:
                found.append(f"{path.relative_to(package)}: {module}")
    return found


def speakers_of_http(package: Path, allowed: frozenset[str] = MAY_SPEAK_HTTP) -> list[str]:
    """Files outside the interfaces that import `django.http`."""
    return [
        str(path.relative_to(package))
        for path in sorted(package.rglob("*.py"))
        if path.relative_to(package).parts[0] not in allowed
        and path.relative_to(package).parts[:2] != SIGN_IN
        and any(module == "django.http" or module.startswith("django.http.") for module in imports(path))
    ]

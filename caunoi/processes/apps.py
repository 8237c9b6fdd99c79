"""Django's registration of this room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Room(AppConfig):
    name = "caunoi.processes"
    label = "processes"

    def ready(self) -> None:
        post_migrate.connect(_keep_definitions, sender=self)


def _keep_definitions(using: str = "default", **_: Any) -> None:
    from caunoi.processes.operations.load import load_definitions

    load_definitions(using=using)

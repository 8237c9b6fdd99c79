"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.api"
    label = "api"

    def ready(self) -> None:
        from caunoi.api import open311_errors

        open311_errors.start()

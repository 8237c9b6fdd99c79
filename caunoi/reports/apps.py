"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.reports"
    label = "reports"

    def ready(self) -> None:
        from caunoi.reports import notifying, succession

        notifying.start()
        succession.start()

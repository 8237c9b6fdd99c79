"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.plans"
    label = "plans"

    def ready(self) -> None:
        from caunoi.plans import notifying, succession

        notifying.start()
        succession.start()

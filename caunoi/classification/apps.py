"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.classification"
    label = "classification"

    def ready(self) -> None:
        from caunoi.classification import notifying

        notifying.start()

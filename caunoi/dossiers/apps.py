"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        from caunoi.dossiers import notifying

        notifying.start()

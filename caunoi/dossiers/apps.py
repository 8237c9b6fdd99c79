"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        from caunoi.dossiers import notifying, paid, succession
        from caunoi.dossiers.operations import by_clock, migrated
        from caunoi.dossiers.process_needs import tell_catalogue
        from caunoi.processes import handlers

        notifying.start()
        paid.start()
        succession.start()
        tell_catalogue()
        handlers.on_timer("dossier", by_clock.timer_fired, lock=by_clock.lock)
        handlers.on_migrated("dossier", migrated.follow, foreseen=migrated.foreseen)

"""Django's registration of this room."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class Room(AppConfig):
    name = "caunoi.core"
    label = "core"

    def ready(self) -> None:
        from caunoi.core.privileges import grant

        # Django sends the signal only for apps with models; this room has none, and any one app will do.
        post_migrate.connect(grant, sender=apps.get_app_config("contenttypes"))

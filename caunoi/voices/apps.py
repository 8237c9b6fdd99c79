"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.voices"
    label = "voices"

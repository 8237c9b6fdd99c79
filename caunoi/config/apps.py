"""Django's registration of the composition root: it carries the commands that know every room."""

from django.apps import AppConfig


class Root(AppConfig):
    name = "caunoi.config"
    label = "config"

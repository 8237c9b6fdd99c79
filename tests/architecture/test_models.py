"""Foreign keys never point upward, and every model says what personal data it holds."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture import walls


def test_no_foreign_key_points_upward() -> None:
    assert walls.upward_foreign_keys(apps.get_models(include_auto_created=True)) == []


def test_every_model_declares_its_personal_data() -> None:
    assert walls.models_without_declared_personal_data(apps.get_models()) == []


@isolate_apps("caunoi.core", "caunoi.people")
def test_a_foreign_key_that_looks_up_is_noticed() -> None:
    class Above(models.Model):
        class Meta:
            app_label = "people"

    class Below(models.Model):
        above = models.ForeignKey(Above, on_delete=models.CASCADE)

        class Meta:
            app_label = "core"

    assert walls.upward_foreign_keys([Above, Below]) == ["core.Below.above -> people.Above"]


@isolate_apps("caunoi.core")
def test_a_model_that_keeps_silent_or_names_a_wrong_field_is_noticed() -> None:
    class Silent(models.Model):
        class Meta:
            app_label = "core"

    class Wrong(models.Model):
        personal_data = {"name": "none"}

        class Meta:
            app_label = "core"

    assert walls.models_without_declared_personal_data([Silent, Wrong]) == [
        "core.Silent: personal_data is not declared",
        "core.Wrong: no field name",
    ]

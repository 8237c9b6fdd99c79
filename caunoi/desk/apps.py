"""Django's registration of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

READERS = ("counter_officer", "specialist", "head_of_unit", "leader", "clerk", "centre_manager", "auditor")
"""Roles with something to see here; whether they may see a dossier is decided by `dossiers`."""

TILL = ("cashier", "centre_manager")
"""Roles for whom taking fees is a place of its own; counter officers reach it from their desk."""

STEERS = ("specialist", "head_of_unit", "leader", "auditor")
"""Roles that take part in steering: plans, targets, tasks, reports."""

VOICES = ("specialist", "head_of_unit", "leader", "clerk", "counter_officer", "centre_manager", "auditor")
"""Roles that raise, answer or read localities' difficulties and citizens' petitions."""

STEERING = (
    "desk:tasks",
    "desk:plans",
    "desk:cascades",
    "desk:reports",
    "desk:rollouts",
    "desk:classification",
    "desk:meetings",
)
"""Where steering is done, reached from what is owed."""


class Room(AppConfig):
    name = "caunoi.desk"
    label = "desk"

    def ready(self) -> None:
        """Put the room's entry into the main navigation."""
        from caunoi.desk.asking import keeps_catalogue
        from caunoi.ui.navigation import Entry, register

        register(
            Entry(_("Bàn làm việc"), "desk:home", audience="officer", order=10, roles=READERS),
            Entry(_("Điều hành"), "desk:owed", audience="officer", order=11, roles=STEERS, also=STEERING),
            Entry(_("Phản ánh, vướng mắc"), "desk:voices", audience="officer", order=11, roles=VOICES),
            Entry(_("Thu phí"), "desk:till", audience="officer", order=12, roles=TILL),
            Entry(_("Đồng nghiệp"), "desk:colleagues", audience="officer", order=14),
            Entry(_("Hệ thống kết nối"), "desk:machines", audience="officer", order=18, roles=("administrator",)),
            Entry(
                _("Danh mục thủ tục"),
                "desk:catalogue",
                audience="officer",
                order=16,
                roles=("administrator", "centre_manager", "catalogue_manager"),
            ),
            Entry(
                _("Bản thảo thủ tục"),
                "desk:drafts",
                audience="officer",
                order=15,
                roles=("catalogue_manager", "head_of_unit", "leader"),
                when=keeps_catalogue,
            ),
            Entry(
                _("Số liệu"),
                "desk:measures",
                audience="officer",
                order=17,
                roles=("head_of_unit", "leader", "centre_manager", "catalogue_manager", "auditor"),
            ),
            Entry(
                _("Quy trình"),
                "desk:processes",
                audience="officer",
                order=18,
                roles=("process_manager", "leader"),
                when=keeps_catalogue,
            ),
        )

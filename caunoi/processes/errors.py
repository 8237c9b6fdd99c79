"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound


class ProcessNotFound(NotFound):
    code = "process_not_found"
    text = _("Không có quy trình nào mang mã %(code)s.")


class TaskNotOpen(Conflict):
    code = "task_not_open"
    text = _("Bước này đã được xử lý xong hoặc không còn mở.")


class ActionNotAllowed(InvalidInput):
    code = "action_not_allowed"
    text = _("Bước “%(step)s” không cho phép hành động “%(action)s”.")

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


class ProcessEnded(Conflict):
    code = "process_ended"
    text = _("Quy trình của hồ sơ này đã kết thúc hoặc không tồn tại.")


class MessageNotExpected(Conflict):
    code = "message_not_expected"
    text = _("Quy trình hiện không chờ thông điệp “%(message)s”.")


class ActionNotAllowed(InvalidInput):
    code = "action_not_allowed"
    text = _("Bước “%(step)s” không cho phép hành động “%(action)s”.")


class AgencyMissing(InvalidInput):
    code = "process_agency_missing"
    text = _("Chưa chọn cơ quan thực hiện bước “%(step)s” (phần “%(word)s” của quy trình).")


class UnknownTimer(InvalidInput):
    code = "unknown_timer"
    text = _("Quy trình “%(process)s” không có mốc thời gian nào tên là “%(timer)s”.")


class DefinitionInvalid(InvalidInput):
    code = "definition_invalid"
    text = _("Quy trình “%(code)s” chưa dùng được. Hãy sửa các điểm được nêu.")

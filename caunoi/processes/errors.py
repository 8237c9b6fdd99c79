"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


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


class NotForProcesses(NotPermitted):
    code = "not_for_processes"
    text = _("Chỉ người thiết kế quy trình và người quản lý ở bộ hoặc Ủy ban nhân dân cấp tỉnh được xem mục này.")


class NotProcessManager(NotPermitted):
    code = "not_process_manager"
    text = _("Chỉ người thiết kế quy trình của bộ hoặc của Ủy ban nhân dân cấp tỉnh được làm việc này.")


class NotPublisher(NotPermitted):
    code = "not_process_publisher"
    text = _("Quy trình phải do lãnh đạo cơ quan hoặc một người thiết kế quy trình khác của cơ quan ban hành.")


class VersionNotFound(NotFound):
    code = "process_version_not_found"
    text = _("Không tìm thấy phiên bản quy trình này.")


class NotADraft(Conflict):
    code = "process_not_a_draft"
    text = _("Phiên bản này không còn là bản thảo nên không sửa được. Hãy lập bản thảo mới.")


class NotPublished(Conflict):
    code = "process_not_published"
    text = _("Phiên bản này chưa ban hành hoặc đã ngừng dùng.")


class LastVersion(Conflict):
    code = "process_last_version"
    text = _("Đây là phiên bản duy nhất đang dùng của “%(code)s”. Hãy ban hành phiên bản khác trước khi ngừng dùng.")


class StaleProcessDraft(Conflict):
    code = "process_draft_stale"
    text = _("Bản thảo đã được %(who)s sửa lúc %(at)s. Nội dung bạn vừa gửi chưa được lưu; hãy tải lại để so sánh.")


class BadCode(InvalidInput):
    code = "process_bad_code"
    text = _("Mã “%(code)s” chưa hợp lệ: dùng chữ thường không dấu, chữ số và gạch dưới, từ 3 đến 60 ký tự.")


class TextRefused(InvalidInput):
    code = "process_text_refused"
    text = _("Không lưu được tệp này.")


class RunsMoved(Conflict):
    code = "process_runs_moved"
    text = _("Từ lúc xem trước, có hồ sơ đã chuyển bước. Chưa hồ sơ nào được chuyển phiên bản; hãy xem trước lại.")


class SimulationInvalid(InvalidInput):
    code = "process_simulation_invalid"
    text = _("Chưa mô phỏng được. Hãy sửa các điểm được nêu.")

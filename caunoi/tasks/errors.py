"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class TaskNotFound(NotFound):
    code = "task_not_found"
    text = _("Không tìm thấy nhiệm vụ này, hoặc cơ quan của bạn không liên quan đến nhiệm vụ.")


class CalendarNotFound(NotFound):
    code = "task_calendar_not_found"
    text = _("Không có lịch ở địa chỉ này. Địa chỉ có thể đã được đổi; hãy lấy địa chỉ mới trong hệ thống.")


class NotTheAssigner(NotPermitted):
    code = "not_the_assigner"
    text = _("Chỉ chuyên viên, trưởng bộ phận hoặc lãnh đạo của cơ quan giao nhiệm vụ được làm việc này.")


class NotTheIssuer(NotPermitted):
    code = "not_the_issuer"
    text = _("Chỉ lãnh đạo của cơ quan giao nhiệm vụ, hoặc người được lãnh đạo ủy quyền, được làm việc này.")


class NotTheHolder(NotPermitted):
    code = "not_the_holder"
    text = _("Chỉ người chịu trách nhiệm hoặc cán bộ của cơ quan chủ trì được làm việc này.")


class NotCoordinating(NotPermitted):
    code = "not_coordinating"
    text = _("Chỉ chuyên viên, trưởng bộ phận hoặc lãnh đạo của cơ quan phối hợp được báo cáo phần việc phối hợp.")


class NotYourTasks(NotPermitted):
    code = "not_your_tasks"
    text = _("Chỉ cán bộ của cơ quan này hoặc của cơ quan cấp trên được xem nhiệm vụ của cơ quan.")


class NotAnOfficer(NotPermitted):
    code = "tasks_not_an_officer"
    text = _("Chỉ cán bộ đang công tác tại một cơ quan có lịch nhiệm vụ.")


class SamePerson(NotPermitted):
    code = "task_same_person"
    text = _("Người xác nhận hoàn thành phải khác người đã báo cáo hoàn thành.")


class WrongTask(InvalidInput):
    code = "wrong_task"
    text = _("Nhiệm vụ chưa hợp lệ. Hãy sửa các mục được nêu.")


class UnclearTask(WrongTask):
    code = "unclear_task"
    text = _("Nhiệm vụ chưa đủ “6 rõ” (người, việc, trách nhiệm, thời gian, kết quả, thẩm quyền) nên chưa giao được.")


class WrongTasks(InvalidInput):
    code = "wrong_tasks"
    text = _("Chưa giao nhiệm vụ nào vì danh sách có %(count)s chỗ chưa hợp lệ. Hãy sửa rồi gửi lại cả danh sách.")


class WrongOrigin(InvalidInput):
    code = "wrong_task_origin"
    text = _("Văn bản giao nhiệm vụ phải có loại, số, ngày ban hành, trích yếu và cơ quan ban hành.")


class ParentCycle(InvalidInput):
    code = "task_parent_cycle"
    text = _("Không đặt nhiệm vụ này dưới nhiệm vụ đã chọn được: nhiệm vụ đó nằm trong chính nhiệm vụ này.")


class SayWhy(InvalidInput):
    code = "say_why_task"
    text = _("Hãy nêu lý do, từ 5 đến 1000 ký tự.")


class TaskClosed(Conflict):
    code = "task_closed"
    text = _("Nhiệm vụ đã kết thúc hoặc đã hủy nên không thay đổi được nữa.")


class AlreadySubmitted(Conflict):
    code = "task_already_submitted"
    text = _("Nhiệm vụ đã được báo cáo hoàn thành và đang chờ cơ quan giao xác nhận.")


class NotSubmitted(Conflict):
    code = "task_not_submitted"
    text = _("Nhiệm vụ chưa được báo cáo hoàn thành nên chưa có gì để xác nhận hoặc trả lại.")


class ChildrenOpen(Conflict):
    code = "task_children_open"
    text = _("Còn %(count)s nhiệm vụ con chưa kết thúc. Hãy kết thúc hoặc hủy các nhiệm vụ con trước.")


class AlreadyLoaded(Conflict):
    code = "tasks_already_loaded"
    text = _("Nhiệm vụ của văn bản %(number)s đã có trong hệ thống nên không nạp lại.")

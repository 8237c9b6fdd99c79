"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class PlanNotFound(NotFound):
    code = "plan_not_found"
    text = _("Không tìm thấy kế hoạch này.")


class NotInForce(NotFound):
    code = "plan_not_in_force"
    text = _("Kế hoạch chưa được ban hành vào ngày %(on)s.")


class IndicatorNotFound(NotFound):
    code = "plan_indicator_not_found"
    text = _("Kế hoạch không có chỉ tiêu “%(indicator)s”.")


class ValueNotFound(NotFound):
    code = "plan_value_not_found"
    text = _("Không tìm thấy số liệu này.")


class NotThePlanner(NotPermitted):
    code = "not_the_planner"
    text = _("Chỉ chuyên viên, trưởng bộ phận hoặc lãnh đạo của cơ quan ban hành được soạn kế hoạch.")


class NotTheApprover(NotPermitted):
    code = "not_the_approver"
    text = _(
        "Chỉ lãnh đạo của cơ quan ban hành, hoặc người được lãnh đạo ủy quyền, được phê duyệt và ban hành kế hoạch."
    )


class NotTheReporter(NotPermitted):
    code = "not_the_reporter"
    text = _("Chỉ chuyên viên, trưởng bộ phận hoặc lãnh đạo của cơ quan được giao chỉ tiêu được báo cáo số liệu.")


class NoPlansHere(NotPermitted):
    code = "no_plans_here"
    text = _("Cơ quan này không ban hành kế hoạch chuyển đổi số; bộ và Ủy ban nhân dân các cấp ban hành.")


class UnfitPlan(InvalidInput):
    code = "unfit_plan"
    text = _("Kế hoạch chưa hợp lệ. Hãy sửa các mục được nêu.")


class CodeTaken(InvalidInput):
    code = "plan_code_taken"
    text = _("Đã có kế hoạch mang mã “%(plan)s”. Hãy chọn mã khác.")


class PlanMovedOn(Conflict):
    code = "plan_moved_on"
    text = _("Kế hoạch đã sang bước khác. Hãy tải lại trang.")


class RevisionOpen(Conflict):
    code = "plan_revision_open"
    text = _("Đang có một bản dự thảo điều chỉnh của kế hoạch này. Hãy hoàn thành hoặc hủy bản đó trước.")


class NothingChanged(Conflict):
    code = "plan_nothing_changed"
    text = _("Bản điều chỉnh giống hệt bản đang có hiệu lực.")


class SayWhy(InvalidInput):
    code = "say_why_plan"
    text = _("Hãy nêu lý do, từ 5 đến 1000 ký tự.")


class UnfitValue(InvalidInput):
    code = "unfit_plan_value"
    text = _("Số liệu chưa hợp lệ. Hãy sửa các mục được nêu.")


class UnfitIssue(InvalidInput):
    code = "unfit_plan_issue"
    text = _("Chưa ban hành được. Hãy sửa các mục được nêu.")


class ReviewedAlready(Conflict):
    code = "plan_reviewed_already"
    text = _("Kế hoạch đã được rà soát tại ngày này.")


class WrongPlanFile(InvalidInput):
    code = "wrong_plan_file"
    text = _("Tệp kế hoạch %(file)s chưa dùng được:")


class WrongDay(InvalidInput):
    code = "wrong_plan_day"
    text = _("“%(text)s” không phải là ngày, ví dụ 2023-09-21.")

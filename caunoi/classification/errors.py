"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class UnknownScheme(NotFound):
    code = "unknown_classification"
    text = _("Không có bộ tiêu chí xếp loại “%(scheme)s”.")


class WrongScheme(InvalidInput):
    code = "wrong_classification"
    text = _("Tệp tiêu chí xếp loại %(file)s chưa dùng được:")


class NoVersion(InvalidInput):
    code = "classification_not_in_force"
    text = _("Bộ tiêu chí này không có bản nào có hiệu lực vào ngày %(on)s.")


class WrongLevel(InvalidInput):
    code = "classification_level"
    text = _("Bộ tiêu chí này không dùng cho cấp được chọn.")


class YearNotBegun(InvalidInput):
    code = "classification_year"
    text = _("Chưa xếp loại được năm %(year)s: năm báo cáo đó chưa bắt đầu (từ ngày 15/12 của năm trước).")


class AlreadyProposed(Conflict):
    code = "classification_exists"
    text = _("Đã có bảng xếp loại của năm và cấp này. Hãy làm tiếp trên bảng đó.")


class NobodyToClassify(InvalidInput):
    code = "nobody_to_classify"
    text = _("Không có cơ quan nào ở cấp này để xếp loại.")


class NotTheClassifier(NotPermitted):
    code = "not_the_classifier"
    text = _("Việc xếp loại do cơ quan cấp trên làm: của tỉnh thì bộ chủ trì, của xã và sở thì Ủy ban nhân dân tỉnh.")


class NotTheDecider(NotPermitted):
    code = "not_the_classification_decider"
    text = _("Việc này do lãnh đạo của cơ quan xếp loại quyết định.")


class NotTheClassified(NotPermitted):
    code = "not_the_classified"
    text = _("Chỉ trưởng bộ phận hoặc lãnh đạo của cơ quan được xếp loại được giải trình.")


class ClassificationNotFound(NotFound):
    code = "classification_not_found"
    text = _("Không tìm thấy kết quả xếp loại này.")


class WrongStep(Conflict):
    code = "classification_wrong_step"
    text = _("Việc này không làm được ở bước hiện nay của việc xếp loại. Hãy tải lại trang.")


class TooLateToExplain(InvalidInput):
    code = "too_late_to_explain"
    text = _("Đã hết hạn giải trình: hạn là hết ngày %(by)s.")


class ExplanationsOpen(Conflict):
    code = "explanations_open"
    text = _("Chưa quyết định được: hạn giải trình đến hết ngày %(by)s, và giải trình đã gửi phải được xem xét lại.")


class PointsMissing(InvalidInput):
    code = "points_missing"
    text = _("Chưa chấm điểm các tiêu chí: %(criteria)s.")


class UnfitPoints(InvalidInput):
    code = "unfit_points"
    text = _("Điểm chưa ghi được. Hãy sửa các mục được nêu.")


class UnfitDeadline(InvalidInput):
    code = "unfit_deadline"
    text = _("Hạn giải trình phải sau hôm nay và trong vòng 60 ngày.")


class SayWhy(InvalidInput):
    code = "classification_say_why"
    text = _("Hãy nêu lý do, từ 5 đến 1000 ký tự.")

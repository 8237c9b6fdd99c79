"""Words of this room for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS: dict[str, str | Promise] = {
    "raised": _("Đã nêu"),
    "filed": _("Đã gửi"),
    "routed": _("Đã xác định cơ quan trả lời"),
    "forwarded": _("Đã chuyển đến cơ quan khác"),
    "passed_up": _("Đã chuyển lên cấp trên"),
    "answered": _("Đã trả lời"),
    "escalated": _("Đã báo lãnh đạo vì quá hạn"),
    "published": _("Đã công khai câu trả lời"),
    "unpublished": _("Đã gỡ câu trả lời công khai"),
    "same": _("Có thêm nơi gặp cùng vướng mắc"),
    "withdrawn": _("Người nêu đã rút"),
    "closed": _("Người nêu đã đồng ý với câu trả lời"),
    "reopened": _("Đã mở lại"),
    "shown": _("Đã duyệt hiển thị công khai"),
    "hidden": _("Không hiển thị công khai"),
    "rated": _("Người gửi đã đánh giá"),
    "succeeded": _("Đã chuyển theo sắp xếp đơn vị hành chính"),
}
"""What each step is called."""

LEVELS: dict[str, str | Promise] = {"commune": _("cấp xã"), "province": _("cấp tỉnh"), "nation": _("cấp Trung ương")}

NO_TEXT = _("Hãy viết khó khăn, vướng mắc của địa phương, ít nhất 10 ký tự.")
TOO_LONG = _("Nội dung dài quá %(most)s ký tự.")
NO_TOPIC = _("Lĩnh vực này không có trong danh mục.")
NO_WAY = _("Hãy chọn gửi từng cấp hoặc gửi thẳng.")
NO_ANSWER = _("Câu trả lời chưa có nội dung. Hãy viết trả lời, ít nhất 10 ký tự.")
COMMITMENT_TEXT = _("Hãy ghi cam kết làm gì.")
COMMITMENT_DAY = _("Ngày phải xong %(due)s đã qua.")
NO_AGENCY = _("Cơ quan này không có hoặc không còn hoạt động vào ngày %(on)s.")
NOT_SERVING = _("Người này không công tác tại cơ quan trả lời.")
DAYS = _("Hạn trả lời là số ngày làm việc từ 1 đến 250.")
PERIOD = _("Ngày kết thúc phải sau ngày bắt đầu.")
NO_REFERENCE = _("Hãy ghi văn bản quy định.")
OVERLAPS = _("Lĩnh vực này đã có dòng áp dụng từ %(start)s. Hãy kết thúc dòng đó trước.")
NOT_COVERED = _("Cơ quan trả lời không thuộc phạm vi của bảng này.")
PUBLIC_WORDS = _("Hãy ghi đủ tiêu đề, câu hỏi và câu trả lời để công khai.")
ENDED = _("Cơ quan trả lời đã chấm dứt hoạt động từ %(on)s.")
NOBODY = _("Chưa có dòng nào chỉ ra cơ quan trả lời.")
CONTACT_LEFT = _("Người đầu mối không còn công tác tại cơ quan trả lời.")

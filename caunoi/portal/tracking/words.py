"""What a state means for the citizen, and what comes next."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEXT: dict[int, Promise] = {
    1: _("Bộ phận một cửa sẽ xem hồ sơ và tiếp nhận, hoặc cho bạn biết cần sửa gì. Bạn chưa phải làm gì."),
    2: _("Hồ sơ đã được tiếp nhận và chuyển cho cơ quan giải quyết. Bạn chưa phải làm gì."),
    3: _("Hồ sơ không được tiếp nhận vì lý do nêu ở trên. Bạn có thể nộp hồ sơ mới khi đã đủ điều kiện."),
    4: _("Cơ quan giải quyết đang thẩm định hồ sơ. Bạn chưa phải làm gì."),
    5: _("Hồ sơ đang chờ người nộp bổ sung giấy tờ hoặc thông tin."),
    6: _("Hồ sơ đang chờ nộp phí, lệ phí."),
    7: _("Hồ sơ đã rút theo yêu cầu của bạn."),
    8: _("Hồ sơ đã dừng xử lý. Cần hỏi thêm, hãy liên hệ nơi nhận hồ sơ."),
    9: _("Kết quả đã được ký. Bộ phận một cửa sẽ trả kết quả cho bạn; bản điện tử sẽ tải được tại đây."),
    10: _("Kết quả đã được trả. Bạn tải bản điện tử tại đây và kiểm tra chữ ký số bất cứ lúc nào."),
}

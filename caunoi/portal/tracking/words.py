"""What a state means for the citizen, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEXT: dict[int, Promise] = {
    1: _("Bộ phận một cửa sẽ xem hồ sơ và tiếp nhận, hoặc cho bạn biết cần sửa gì. Bạn chưa phải làm gì."),
    2: _("Hồ sơ đã được tiếp nhận và chuyển cho cơ quan giải quyết. Bạn chưa phải làm gì."),
    3: _("Hồ sơ không được tiếp nhận vì lý do nêu ở trên. Bạn có thể nộp hồ sơ mới khi đã đủ điều kiện."),
    4: _("Cơ quan giải quyết đang thẩm định hồ sơ. Bạn chưa phải làm gì."),
    5: _("Hồ sơ còn thiếu giấy tờ. Hãy liên hệ nơi nhận hồ sơ để bổ sung."),
    6: _("Hồ sơ chờ bạn nộp phí, lệ phí tại nơi nhận hồ sơ."),
    7: _("Hồ sơ đã rút theo yêu cầu của bạn."),
    8: _("Hồ sơ đã dừng xử lý. Hãy liên hệ nơi nhận hồ sơ để biết lý do."),
    9: _("Kết quả đã được ký. Bộ phận một cửa sẽ trả kết quả cho bạn; bản điện tử sẽ tải được tại đây."),
    10: _("Kết quả đã được trả. Bạn tải bản điện tử tại đây và kiểm tra chữ ký số bất cứ lúc nào."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The words of a verification's outcome."""

    tag: Promise
    title: Promise
    text: Promise


VERDICTS: dict[str, Verdict] = {
    "valid": Verdict(
        _("Chữ ký hợp lệ"),
        _("Giấy tờ này còn nguyên vẹn"),
        _("Nội dung không bị sửa từ khi ký, và chứng thư của người ký được tin cậy."),
    ),
    "altered": Verdict(
        _("Đã bị sửa"),
        _("Giấy tờ này không còn như khi được ký"),
        _("Nội dung tệp đã thay đổi sau khi ký. Đừng dùng tệp này; hãy xin lại bản gốc từ nơi cấp."),
    ),
    "unknown_signer": Verdict(
        _("Không rõ người ký"),
        _("Chưa biết ai đã ký giấy tờ này"),
        _("Nội dung còn nguyên vẹn, nhưng chứng thư của người ký không do nơi được tin cậy cấp."),
    ),
    "unsigned": Verdict(
        _("Không có chữ ký số"),
        _("Giấy tờ này không được ký số"),
        _("Tệp là PDF nhưng không mang chữ ký số nào, nên không xác nhận được nguồn gốc."),
    ),
    "revoked": Verdict(
        _("Chứng thư đã thu hồi"),
        _("Chứng thư của người ký đã bị thu hồi"),
        _("Đừng dùng tệp này; hãy hỏi lại nơi cấp."),
    ),
}
COLOURS = {"valid": "green", "altered": "red", "unknown_signer": "yellow", "unsigned": "grey", "revoked": "red"}

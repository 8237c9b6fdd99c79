"""What a verification found, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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
    "record_revoked": Verdict(
        _("Đã bị thu hồi"),
        _("Giấy tờ này đã bị cơ quan cấp thu hồi"),
        _("Chữ ký số vẫn nguyên vẹn, nhưng giấy tờ không còn giá trị. Hãy hỏi lại nơi cấp."),
    ),
    "record_replaced": Verdict(
        _("Đã được thay thế"),
        _("Giấy tờ này đã được thay bằng bản khác"),
        _("Chữ ký số vẫn nguyên vẹn, nhưng cơ quan đã cấp bản mới. Hãy dùng bản mới."),
    ),
}
TAKEN_BACK = {state: VERDICTS[f"record_{state}"] for state in ("revoked", "replaced")}
COLOURS = {
    "valid": "green",
    "altered": "red",
    "unknown_signer": "yellow",
    "unsigned": "grey",
    "revoked": "red",
    "record_revoked": "red",
    "record_replaced": "yellow",
}

"""What each part of a version asks, in the field's words. The keys are those of `procedures/schema.json`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.desk.catalogue.editing.around import Around, Pairs
from caunoi.desk.catalogue.editing.entries import (
    CHANNELS,
    Choice,
    Day,
    Entry,
    Limits,
    Line,
    Lines,
    Many,
    OnlyWhen,
    Steps,
    Texts,
    Whole,
    Yes,
)

LEVELS: list[tuple[str, Promise]] = [
    ("commune", _("Cấp xã")), ("province", _("Cấp tỉnh")), ("nation", _("Cấp bộ")),
]  # fmt: skip
KINDS: list[tuple[str, Promise]] = [
    ("peoples_committee", _("Ủy ban nhân dân")), ("department", _("Sở")), ("division", _("Phòng chuyên môn")),
    ("police", _("Công an")), ("land_registry", _("Văn phòng đăng ký đất đai")), ("ministry", _("Bộ")),
    ("social_insurance", _("Bảo hiểm xã hội")), ("service_centre", _("Trung tâm Phục vụ hành chính công")),
    ("office", _("Văn phòng")), ("inspectorate", _("Thanh tra")),
]  # fmt: skip
ONLINE: list[tuple[str, Promise]] = [
    ("full", _("Toàn trình")), ("partial", _("Một phần")), ("none", _("Chưa trực tuyến")),
]  # fmt: skip
PAUSE: list[tuple[str, Promise]] = [
    ("restart", _("Tính lại từ đầu khi hồ sơ đầy đủ")), ("resume", _("Tính tiếp phần thời gian còn lại")),
]  # fmt: skip
GROUPS: list[tuple[str, Promise]] = [("submitted", _("Nộp")), ("presented", _("Xuất trình"))]
FEE_KINDS: list[tuple[str, Promise]] = [
    ("fixed", _("Mức cố định")), ("per_unit", _("Theo số lượng khai trong biểu mẫu")),
    ("scale", _("Theo số trang, mức giảm dần")), ("provincial", _("Do Hội đồng nhân dân cấp tỉnh quy định")),
    ("table", _("Theo bảng quyết định (DMN)")),
]  # fmt: skip
RESULT_FORMS: list[tuple[str, Promise]] = [
    ("result_sheet", _("Phiếu kết quả chung")), ("birth_certificate", _("Giấy khai sinh")),
    ("certified_copy", _("Bản sao chứng thực")),
]  # fmt: skip
_CODE = _("Ví dụ 000.00.00.G15-KQ004389. Bỏ trống nếu chưa biết.")


def _levels(_around: Around) -> Pairs:
    return list(LEVELS)


def _kinds(_around: Around) -> Pairs:
    return list(KINDS)


def _channels(_around: Around) -> Pairs:
    return list(CHANNELS)


def _fields(around: Around) -> Pairs:
    return [(name, name) for name in around.fields]


def _events(around: Around) -> Pairs:
    return list(around.life_events)


def _processes(around: Around) -> Pairs:
    return list(around.processes)


def _steps(around: Around) -> Pairs:
    return list(around.steps)


def _words(around: Around) -> Pairs:
    return [(word, word) for word in around.words]


def _cases(around: Around) -> Pairs:
    return around.cases()


def _fees(around: Around) -> Pairs:
    return around.fees()


def _numbers(around: Around) -> Pairs:
    return around.questions("integer", "number", "array")


def _inner_numbers(around: Around) -> Pairs:
    return around.inner_questions("integer", "number")


def _repeated(around: Around) -> Pairs:
    return around.questions("array")


NAMES: tuple[Entry, ...] = (
    Texts(key="name", label=_("Tên thủ tục")),
    Texts(key="summary", label=_("Dùng để làm gì"), optional=True, long=True,
          hint=_("Một hai câu cho người dân, không dùng từ chuyên môn.")),
)  # fmt: skip
GENERAL: tuple[Entry, ...] = (
    Line(key="field", label=_("Lĩnh vực"), width=20, suggest=_fields),
    Choice(key="level", label=_("Cấp giải quyết"), choices=_levels),
    Choice(key="competent_kind", label=_("Loại cơ quan có thẩm quyền"), choices=_kinds),
    Line(key="competent_name", label=_("Tên cơ quan bắt đầu bằng"), optional=True, width=20,
         hint=_("Khi loại cơ quan chưa đủ rõ, ví dụ Sở Tư pháp.")),
    Choice(key="online_level", label=_("Mức trực tuyến"), choices=lambda _around: list(ONLINE), optional=True),
    Texts(key="online_note", label=_("Vì sao chỉ trực tuyến một phần"), optional=True,
          hint=_("Cần khi mức trực tuyến là một phần.")),
    Choice(key="pause_mode", label=_("Thời hạn sau khi bổ sung hồ sơ"), choices=lambda _around: list(PAUSE)),
    Whole(key="supplement_days", label=_("Số ngày làm việc để bổ sung hồ sơ"), optional=True, null=True),
    Many(key="life_events", label=_("Việc trong đời"), choices=_events, optional=True),
    Lines(key="keywords", label=_("Từ để tìm"), optional=True, rows=3,
          hint=_("Mỗi dòng một từ người dân hay dùng mà tên thủ tục không có.")),
)  # fmt: skip
LEGAL: tuple[Entry, ...] = (
    Lines(key="legal_basis", label=_("Căn cứ pháp lý"), rows=8, hint=_("Mỗi dòng một văn bản.")),
    Line(key="source_url", label=_("Địa chỉ nguồn công bố"), optional=True),
    Yes(key="unsure", label=_("Có điều chưa chắc, cần kiểm tra thêm")),
    Lines(key="unsure_notes", label=_("Điều chưa chắc"), optional=True, hint=_("Mỗi dòng một điều.")),
)
PROCESS: tuple[Entry, ...] = (
    Choice(key="process", label=_("Quy trình giải quyết"), choices=_processes, radios=True),
)  # fmt: skip
CASE: tuple[Entry, ...] = (
    Texts(key="name", label=_("Tên trường hợp")),
    Limits(key="limits", label=_("Thời hạn giải quyết theo kênh nộp"),
           hint=_("Chọn đơn vị cho mỗi kênh nhận hồ sơ; “trong ngày” không cần số.")),
    Texts(key="summary", label=_("Khi nào chọn trường hợp này"), optional=True, long=True),
)  # fmt: skip
COMPONENT: tuple[Entry, ...] = (
    Texts(key="title", label=_("Tên ngắn cho người dân")),
    Line(key="name", label=_("Nguyên văn trong quy định"), long=True),
    Line(key="code", label=_("Mã giấy tờ"), optional=False, width=20, hint=_CODE),
    Choice(key="group", label=_("Nộp hay xuất trình"), choices=lambda _around: list(GROUPS)),
    Whole(key="originals", label=_("Số bản chính")),
    Whole(key="copies", label=_("Số bản sao")),
    Yes(key="required", label=_("Bắt buộc")),
    Texts(key="condition", label=_("Khi nào cần"), optional=True, hint=_("Bỏ trống nếu luôn cần.")),
    Many(key="channels", label=_("Cần khi nộp qua"), choices=_channels),
    Many(key="cases", label=_("Chỉ trong trường hợp"), choices=_cases, optional=True,
         hint=_("Không chọn nghĩa là mọi trường hợp.")),
    Yes(key="from_form", label=_("Chính là biểu mẫu điện tử, không phải tải lên"), optional=True),
    Lines(key="accepts_result_of", label=_("Kết quả đã cấp có thể thay giấy này"), optional=True, rows=2,
          hint=_("Mỗi dòng một mã kết quả. Người dân có kết quả đó trong kho thì không phải nộp lại.")),
)  # fmt: skip
RESULT: tuple[Entry, ...] = (
    Texts(key="name", label=_("Tên kết quả")),
    Choice(key="form", label=_("Mẫu in"), choices=lambda _around: list(RESULT_FORMS)),
    Line(key="component_code", label=_("Mã giấy tờ"), optional=True, width=20, hint=_CODE),
    Choice(key="step", label=_("Ký ở bước"), choices=_steps, optional=True, empty=_("Bước ký của quy trình")),
)
AGENCY: tuple[Entry, ...] = (
    Choice(key="word", label=_("Quy trình gọi là"), choices=_words),
    Choice(key="kind", label=_("Loại cơ quan"), choices=_kinds),
    Choice(key="level", label=_("Cấp"), choices=_levels),
    Line(key="name", label=_("Tên cơ quan bắt đầu bằng"), optional=True, width=20),
)
RELIEF: tuple[Entry, ...] = (
    Texts(key="name", label=_("Tên miễn, giảm")),
    Whole(key="percent", label=_("Giảm bao nhiêu phần trăm"), hint=_("100 là miễn.")),
    Texts(key="needs", label=_("Ai được hưởng"), long=True),
    Line(key="reference", label=_("Văn bản quy định"), long=True),
    Day(key="from", label=_("Từ ngày"), optional=True),
    Day(key="to", label=_("Đến trước ngày"), optional=True),
    Many(key="channels", label=_("Khi nộp qua"), choices=_channels, optional=True,
         hint=_("Không chọn nghĩa là mọi kênh.")),
    Many(key="fees", label=_("Cho khoản thu"), choices=_fees, optional=True,
         hint=_("Không chọn nghĩa là mọi khoản.")),
    Yes(key="unsure", label=_("Chưa chắc"), optional=True),
)  # fmt: skip
VARIANT: tuple[Entry, ...] = (
    Line(key="reference", label=_("Văn bản của tỉnh"), long=True),
    Yes(key="unsure", label=_("Có điều chưa chắc, cần kiểm tra thêm")),
    Lines(key="unsure_notes", label=_("Điều chưa chắc"), optional=True, hint=_("Mỗi dòng một điều.")),
)
ABOLITION: tuple[Entry, ...] = (Line(key="reason", label=_("Vì sao bãi bỏ, theo văn bản nào"), long=True),)
_FEE: tuple[Entry, ...] = (
    Texts(key="name", label=_("Tên khoản thu")),
    Line(key="reference", label=_("Văn bản quy định"), long=True),
    Many(key="channels", label=_("Thu khi nộp qua"), choices=_channels),
)
_FEE_MORE: tuple[Entry, ...] = (
    OnlyWhen(key="optional_when", label=_("Chỉ thu khi"), layout="halves"),
    Yes(key="unsure", label=_("Chưa chắc"), optional=True),
)
_OF_KIND: dict[str, tuple[Entry, ...]] = {
    "fixed": (Whole(key="amount", label=_("Số tiền (đồng)"), money=True),),
    "per_unit": (
        Whole(key="amount", label=_("Số tiền mỗi đơn vị (đồng)"), money=True),
        Choice(key="unit_field", label=_("Số lượng là câu trả lời của"), choices=_numbers,
               hint=_("Mục lặp lại thì tính số mục đã khai.")),
        Texts(key="unit", label=_("Tên đơn vị"), optional=True),
        Whole(key="included", label=_("Số đơn vị không phải trả"), optional=True),
    ),
    "scale": (
        Steps(key="steps", label=_("Các mức"), layout="halves",
              hint=_("Mức cuối để trống số trang: cho mọi trang sau đó.")),
        Choice(key="pages_field", label=_("Số trang là câu trả lời của"), choices=_inner_numbers),
        Choice(key="copies_field", label=_("Số bản là câu trả lời của"), choices=_inner_numbers, optional=True),
        Choice(key="items_field", label=_("Tính riêng cho mỗi mục của"), choices=_repeated, optional=True),
        Whole(key="cap_per_copy", label=_("Nhiều nhất cho một bản (đồng)"), optional=True, money=True),
    ),
    "provincial": (
        Choice(key="unit_field", label=_("Tính theo số lượng là câu trả lời của"), choices=_numbers, optional=True,
               empty=_("Một lần cho hồ sơ")),
        Texts(key="unit", label=_("Tên đơn vị"), optional=True),
    ),
    "table": (
        Choice(key="unit_field", label=_("Tính theo số lượng là câu trả lời của"), choices=_numbers, optional=True,
               empty=_("Một lần cho hồ sơ")),
    ),
}  # fmt: skip
_ALL_KINDS = frozenset({
    "amount", "unit", "unit_field", "included", "steps", "cap_per_copy", "pages_field", "copies_field", "items_field",
    "table",
})  # fmt: skip


def fee(kind: str) -> tuple[Entry, ...]:
    """What is asked about a fee of a kind."""
    return (*_FEE[:1], *_OF_KIND.get(kind, ()), *_FEE[1:], *_FEE_MORE)


def keys_of_other_kinds(kind: str) -> frozenset[str]:
    """What a fee that becomes of this kind no longer says."""
    own = {entry.key for entry in _OF_KIND.get(kind, ())} | ({"table"} if kind == "table" else set())
    return _ALL_KINDS - own

"""The sheets of the catalogue's workbook and their columns. Headings belong to the format: Vietnamese, untranslated.

A key is the path of a value in a row's part of the body: `name/vi`, `limits/direct/value`. `row` and `case` are what
ties a row to its procedure and case.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `kind`: `code` (text that must not become a number), `text`, `lines` (one a line), `list` (by `;`),
    `int` and `number` (whole; also halves), `word` and `words` (of `words`: what is written to what is meant),
    `yes` (có or không), `steps` (of a scale: `5000 ≤2; 3000`).
    """

    key: str
    title: str
    kind: str = "text"
    width: int = 18
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `part` is the list of the body that its rows are, empty for the procedure itself."""

    title: str
    part: str
    columns: tuple[Column, ...]


LANGUAGES = ("vi", "en", "th")
CHANNELS = {"trực tiếp": "direct", "bưu chính": "post", "trực tuyến": "online"}
UNITS = {
    "ngày làm việc": "working_days", "ngày": "calendar_days", "giờ làm việc": "working_hours", "trong ngày": "same_day",
}  # fmt: skip
LEVELS = {"xã": "commune", "tỉnh": "province", "bộ": "nation"}
ONLINE = {"toàn trình": "full", "một phần": "partial", "chưa trực tuyến": "none"}
PAUSES = {"tính lại từ đầu": "restart", "tính tiếp phần còn lại": "resume"}
GROUPS = {"nộp": "submitted", "xuất trình": "presented"}
FEES = {"cố định": "fixed", "theo số lượng": "per_unit", "theo bậc trang": "scale", "tỉnh quy định": "provincial"}


def _texts(key: str, title: str, width: int = 30) -> tuple[Column, ...]:
    return tuple(Column(f"{key}/{code}", f"{title} ({code})", width=width) for code in LANGUAGES)


def _limits() -> tuple[Column, ...]:
    found: list[Column] = []
    for word, channel in CHANNELS.items():
        found.append(Column(f"limits/{channel}/value", f"Thời hạn {word}", "number", 10))
        found.append(Column(f"limits/{channel}/unit", f"Đơn vị {word}", "word", 14, UNITS))
    return tuple(found)


_ROW = Column("row", "Mã thủ tục", "code", 13)
_CASE = Column("case", "Mã trường hợp", "code", 16)
SHEETS = (
    Sheet("Thủ tục", "", (
        _ROW, *_texts("name", "Tên", 40), *_texts("summary", "Tóm tắt"), Column("field", "Lĩnh vực"),
        Column("level", "Cấp", "word", 8, LEVELS), Column("competent_kind", "Loại cơ quan"),
        Column("competent_name", "Tên cơ quan"), Column("online_level", "Mức trực tuyến", "word", 14, ONLINE),
        *_texts("online_note", "Lý do một phần"), Column("pause_mode", "Sau bổ sung", "word", 18, PAUSES),
        Column("supplement_days", "Số ngày bổ sung", "int", 10), Column("process", "Quy trình", "code"),
        Column("legal_basis", "Căn cứ pháp lý", "lines", 50), Column("keywords", "Từ khóa", "list"),
    )),
    Sheet("Trường hợp", "cases", (
        _ROW, Column("id", "Mã trường hợp", "code", 16), *_texts("name", "Tên"), *_limits(),
    )),
    Sheet("Thành phần", "components", (
        _ROW, Column("id", "Mã thành phần", "code"), Column("code", "Mã giấy tờ", "code", 26),
        Column("name", "Tên đầy đủ", width=50), *_texts("title", "Tên ngắn"),
        Column("group", "Cách nộp", "word", 12, GROUPS), Column("originals", "Bản chính", "int", 8),
        Column("copies", "Bản sao", "int", 8), Column("required", "Bắt buộc", "yes", 8),
        *_texts("condition", "Khi nào cần"), Column("channels", "Kênh", "words", 30, CHANNELS),
        Column("cases", "Chỉ cho trường hợp", "list"), Column("from_form", "Là tờ khai", "yes", 8),
        Column("accepts_result_of", "Dùng lại kết quả mã", "list", 26),
    )),
    Sheet("Phí", "fees", (
        _ROW, _CASE, Column("id", "Mã khoản thu", "code"), Column("channels", "Kênh", "words", 30, CHANNELS),
        Column("kind", "Cách tính", "word", 16, FEES), *_texts("name", "Tên"),
        Column("amount", "Số tiền (đồng)", "int", 14), Column("unit_field", "Câu hỏi số lượng", "code"),
        Column("included", "Số lượng không thu", "int", 10), *_texts("unit", "Đơn vị tính", 14),
        Column("steps", "Các bậc", "steps"), Column("cap_per_copy", "Mức cao nhất một bản", "int", 14),
        Column("pages_field", "Câu hỏi số trang", "code"), Column("copies_field", "Câu hỏi số bản", "code"),
        Column("reference", "Văn bản quy định", width=40), Column("unsure", "Chưa chắc", "yes", 8),
    )),
    Sheet("Kết quả", "results", (
        _ROW, Column("id", "Mã kết quả", "code"), *_texts("name", "Tên"), Column("form", "Mẫu in", "code"),
        Column("component_code", "Mã giấy tờ", "code", 26), Column("step", "Bước ký", "code"),
    )),
)  # fmt: skip
GUIDE = (
    "Mỗi dòng của trang “Thủ tục” là một thủ tục; các trang khác nối với nó bằng mã thủ tục.",
    "Giữ nguyên dòng tiêu đề; không gộp ô, không dùng công thức. Ô trống nghĩa là không có.",
    "Nhập lại tệp này tạo bản thảo cho những thủ tục có thay đổi; chưa có gì được công bố.",
    "Với mỗi thủ tục có trong tệp, các dòng của nó thay toàn bộ trường hợp, thành phần, phí và kết quả hiện có.",
    "Biểu mẫu, miễn giảm, cơ quan phối hợp và điều kiện thu không nằm trong tệp và được giữ nguyên.",
    "Nhiều giá trị trong một ô cách nhau bằng dấu chấm phẩy; căn cứ pháp lý mỗi dòng một văn bản.",
    "Các bậc theo số trang viết: 2000 ≤2; 1000 (hai trang đầu 2.000 đồng, từ trang thứ ba 1.000 đồng).",
)

"""The columns of an annex. Their headings are Vietnamese in every language: the sheet is a Vietnamese document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` names the field of `TaskDraft` that it fills (or `number`, the row's own name for children).

    `kind`: text, date, agency, agencies, person or number. `width` in characters. `also`: other headings it may have.
    """

    key: str
    heading: str
    kind: str
    width: int
    hint: str
    needed: bool = True
    also: tuple[str, ...] = ()


COLUMNS = (
    Column("number", "STT", "number", 6, "Số thứ tự của nhiệm vụ, mỗi số một lần.", also=("TT", "Số thứ tự")),
    Column("part", "Phần, mục", "text", 24, "Trụ cột hoặc mục của văn bản. Có thể bỏ trống.", needed=False),
    Column("title", "Nhiệm vụ", "text", 50, "Rõ việc: nội dung nhiệm vụ.", also=("Nội dung nhiệm vụ",)),
    Column("lead_agency_id", "Cơ quan chủ trì", "agency", 34, "Mã định danh hoặc tên đầy đủ của một cơ quan."),
    Column(
        "person_id", "Người chịu trách nhiệm", "person", 26,
        "Rõ người: tên đăng nhập hoặc họ và tên của một người công tác tại cơ quan chủ trì.",
    ),
    Column("responsibility", "Trách nhiệm", "text", 36, "Rõ trách nhiệm: người ấy chịu trách nhiệm về việc gì."),
    Column("result", "Kết quả phải đạt", "text", 36, "Rõ kết quả: sản phẩm hoặc mức phải đạt.", also=("Kết quả",)),
    Column("authority", "Thẩm quyền", "text", 36, "Rõ thẩm quyền: được tự quyết định, huy động những gì."),
    Column(
        "due_on", "Hạn hoàn thành", "date", 16, "Rõ thời gian: một ngày ở định dạng ngày của bảng tính.",
        also=("Thời hạn",),
    ),
    Column(
        "coordinating", "Cơ quan phối hợp", "agencies", 34,
        "Mã hoặc tên, cách nhau bằng dấu chấm phẩy. Có thể bỏ trống.", needed=False,
    ),
    Column(
        "following", "Cơ quan theo dõi", "agencies", 34,
        "Mã hoặc tên, cách nhau bằng dấu chấm phẩy. Có thể bỏ trống.", needed=False,
    ),
    Column(
        "parent_row", "Thuộc nhiệm vụ", "number", 14,
        "STT của nhiệm vụ cha trong chính bảng này. Có thể bỏ trống.", needed=False, also=("Nhiệm vụ cha",),
    ),
)  # fmt: skip


def heading_of(key: str) -> str:
    """What the column of a field is called; a field without a column by itself."""
    return next((column.heading for column in COLUMNS if column.key == key), key)

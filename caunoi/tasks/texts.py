"""Words of this room for people: what the points of an assignment are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "title": _("Nhiệm vụ"),
    "person_id": _("Người chịu trách nhiệm"),
    "responsibility": _("Trách nhiệm"),
    "due_on": _("Hạn hoàn thành"),
    "result": _("Kết quả phải đạt"),
    "authority": _("Thẩm quyền"),
    "lead_agency_id": _("Cơ quan chủ trì"),
    "coordinating": _("Cơ quan phối hợp"),
    "following": _("Cơ quan theo dõi"),
    "parent_id": _("Nhiệm vụ cha"),
    "parent_row": _("Nhiệm vụ cha"),
    "part": _("Phần, mục"),
}
"""What each field of a draft is called, also as the heading of its column in a sheet."""

MISSING: dict[str, str | Promise] = {
    "person_id": _("Rõ người: chưa nêu người chịu trách nhiệm."),
    "title": _("Rõ việc: chưa ghi nội dung nhiệm vụ."),
    "responsibility": _("Rõ trách nhiệm: chưa ghi trách nhiệm của người thực hiện."),
    "due_on": _("Rõ thời gian: chưa ghi hạn hoàn thành."),
    "result": _("Rõ kết quả: chưa ghi kết quả phải đạt."),
    "authority": _("Rõ thẩm quyền: chưa ghi thẩm quyền được giao."),
}
"""What is said when one of the six clear points is not."""

LEAD_MISSING = _("Chưa chọn cơ quan chủ trì.")
DUE_PAST = _("Hạn hoàn thành %(due)s đã qua; hạn phải từ ngày %(today)s trở đi.")
DUE_SAME = _("Hạn mới trùng với hạn hiện nay.")
DUE_AFTER_PARENT = _("Hạn hoàn thành phải không sau hạn %(due)s của nhiệm vụ cha.")
DUE_BEFORE_CHILDREN = _(
    "Hạn mới sớm hơn hạn của %(count)s nhiệm vụ con: %(tasks)s. Hãy đổi hạn các nhiệm vụ con trước."
)
TOO_LONG = _("Nội dung dài quá %(most)s ký tự.")
NOT_SERVING = _("Người chịu trách nhiệm không công tác tại cơ quan chủ trì.")
NO_AGENCY = _("Cơ quan này không có hoặc không còn hoạt động.")
NOT_BELOW = _("Cơ quan giao chỉ giao được nhiệm vụ cho mình và cho cơ quan cấp dưới của mình.")
TWICE = _("Một cơ quan chỉ có một vai trò trong một nhiệm vụ: chủ trì, phối hợp hoặc theo dõi.")
NO_PARENT = _("Không có nhiệm vụ cha này, hoặc cơ quan giao không giao cũng không chủ trì nhiệm vụ đó.")
PARENT_CLOSED = _("Nhiệm vụ cha đã kết thúc hoặc đã hủy.")
NO_PARENT_ROW = _("Không có dòng %(row)s để làm nhiệm vụ cha.")
ROW_CYCLE = _("Các dòng %(rows)s là nhiệm vụ cha của nhau thành một vòng.")
TWO_PARENTS = _("Chỉ ghi một nhiệm vụ cha: một nhiệm vụ đã giao hoặc một dòng trong danh sách.")
PERCENT = _("Mức hoàn thành phải là số nguyên từ 0 đến 100.")
NO_WORDS = _("Hãy ghi nội dung báo cáo.")
TOO_MANY_FILES = _("Mỗi lần báo cáo kèm nhiều nhất %(most)s tệp.")
NEEDS_PERSON = _("Giao cho cơ quan chủ trì khác thì phải nêu người chịu trách nhiệm của cơ quan đó.")
NOTHING_CHANGED = _("Chưa có gì thay đổi.")
COMPLETED_BEFORE = _("Ngày xác nhận phải từ ngày hoàn thành trở đi, và ngày hoàn thành từ ngày giao trở đi.")
EMPTY_LIST = _("Danh sách không có nhiệm vụ nào.")
FILE_PROBLEM = _("Tệp “%(name)s”: %(problem)s")

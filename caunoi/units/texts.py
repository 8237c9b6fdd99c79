"""Words of this room for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NO_HEIR_LINE = _("%(agency)s (%(code)s): còn %(count)s việc ở phần %(room)s")
OWNERS_COLUMNS = _("Tệp phải có hai cột agency và heir, là mã của cơ quan chấm dứt và của cơ quan kế thừa.")
OWNERS_EMPTY = _("Thiếu mã cơ quan chấm dứt hoặc mã cơ quan kế thừa.")
OWNERS_TWICE = _("Cơ quan %(code)s được nêu hai lần.")
OWNERS_NOT_ENDING = _("Cơ quan mã %(code)s không chấm dứt vào ngày này.")
OWNERS_UNKNOWN = _("Không có cơ quan nào đang hoạt động mang mã %(code)s.")

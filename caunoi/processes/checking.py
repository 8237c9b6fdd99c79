"""What is wrong with a definition, said in words. Private to the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.people.rules import Role
from caunoi.processes.errors import DefinitionInvalid
from caunoi.processes.rules.checks import problems
from caunoi.processes.rules.graph import Graph

_SAID = {
    "one_start": _("quy trình phải có đúng một sự kiện bắt đầu"),
    "no_end": _("quy trình phải có ít nhất một sự kiện kết thúc"),
    "loose_flow": _("mũi tên “%(element)s” không nối hai phần tử có thật"),
    "dead_end": _("từ “%(element)s” không có lối đi tiếp"),
    "two_ways": _("“%(element)s” có nhiều mũi tên đi ra; hãy đặt một cổng rẽ nhánh ở sau"),
    "unreached": _("không có lối nào dẫn đến “%(element)s”"),
    "unknown_role": _("bước “%(element)s”: không có vai trò nào tên là “%(word)s”"),
    "unknown_agency": _("bước “%(element)s”: không có cơ quan nào mang tên gọi “%(word)s” trong quy trình"),
    "unknown_kind": _("bước “%(element)s”: không có loại bước “%(word)s”"),
    "unknown_action": _("bước “%(element)s”: không có hành động “%(word)s”"),
    "unknown_message": _("sự kiện “%(element)s”: không có thông điệp “%(word)s”"),
    "no_condition": _("mũi tên “%(element)s” ra khỏi cổng rẽ nhánh phải có điều kiện"),
    "bad_condition": _(
        "mũi tên “%(element)s”: điều kiện chỉ được so sánh action, outcome hoặc channel với giá trị cho sẵn"
    ),
    "no_way": _("cổng “%(element)s” không có lối nào cho hành động “%(word)s”"),
    "two_tokens": _("hai nhánh song song có thể cùng đến “%(element)s”; hãy nhập chúng lại trước"),
    "never_ends": _("đã đến “%(element)s” thì quy trình có thể không bao giờ kết thúc"),
    "shares": _("tỷ lệ thời hạn cộng dọc lối dài nhất phải bằng 1, hiện là %(sum)s"),
}


def require_sound(graph: Graph) -> None:
    """Raise DefinitionInvalid with every problem, each naming its element."""
    found = problems(graph, roles=[role.value for role in Role])
    if found:
        said = [Problem(_SAID[key], params=tuple(named.items())) for key, named in found]
        raise DefinitionInvalid(said, code=graph.code)

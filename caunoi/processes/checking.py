"""What is wrong with a definition, said in words. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.decisions import TableInvalid, read_table, table_problems
from caunoi.core.errors import Problem
from caunoi.people.queries import role_name
from caunoi.people.rules import Role
from caunoi.processes.errors import DefinitionInvalid
from caunoi.processes.reading import survey
from caunoi.processes.rules.checks import problems
from caunoi.processes.rules.graph import Graph
from caunoi.processes.shapes_modelling import ElementProblem

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
        "mũi tên “%(element)s”: điều kiện chỉ được so sánh action, outcome, channel, case hoặc route với giá trị "
        "cho sẵn"
    ),
    "no_way": _("cổng “%(element)s” không có lối nào cho hành động “%(word)s”"),
    "two_tokens": _("hai nhánh song song có thể cùng đến “%(element)s”; hãy nhập chúng lại trước"),
    "never_ends": _("đã đến “%(element)s” thì quy trình có thể không bao giờ kết thúc"),
    "no_default": _("cổng “%(element)s” phải có một lối mặc định, vì điều kiện của nó không chỉ tùy hành động"),
    "no_actions": _("bước “%(element)s” không có hành động nào để kết thúc"),
    "no_deadline": _("quy trình thiếu mốc thời gian “deadline” (đến hạn giải quyết)"),
    "unknown_timer": _("mốc thời gian “%(element)s”: chỉ có “reminder” (nhắc) và “deadline” (đến hạn)"),
    "unknown_decision": _("“%(element)s”: chưa có bảng quyết định nào tên “%(word)s” được ban hành"),
    "decision_asks": _(
        "“%(element)s”: bảng quyết định hỏi “%(word)s”; bảng rẽ nhánh chỉ được hỏi action, outcome, channel, case (chữ)"
    ),
    "decision_gives": _("“%(element)s”: bảng quyết định “%(word)s” phải có cột ra “route”"),
    "unknown_route": _("mũi tên “%(element)s” so sánh với lối “%(word)s” mà không bảng quyết định nào đưa ra"),
    "endless_loop": _("vòng lặp qua “%(element)s” không có bước nào của cán bộ nên sẽ chạy mãi không dừng"),
    "too_tangled": _("quy trình “%(element)s” quá lớn hoặc quá rối để kiểm tra hết các lối; hãy chia nhỏ"),
    "role_not_in_kind": _("bước “%(element)s”: vai trò “%(role)s” không có ở cơ quan loại “%(agency_kind)s”"),
    "role_settles_nothing": _("bước “%(element)s”: người giữ vai trò “%(role)s” không giải quyết hồ sơ"),
    "shares": _("tỷ lệ thời hạn cộng dọc lối dài nhất phải bằng 100%%, hiện là %(sum)s%%"),
}


KIND_NAMES: dict[str, Promise] = {
    "service_centre": _("trung tâm phục vụ hành chính công"),
    "peoples_committee": _("Ủy ban nhân dân"),
    "department": _("sở"),
    "division": _("phòng chuyên môn"),
    "police": _("công an"),
    "social_insurance": _("bảo hiểm xã hội"),
    "ministry": _("bộ"),
}


def require_sound(graph: Graph) -> None:
    """Raise DefinitionInvalid with every problem, each naming its element."""
    found = sound_problems(graph)
    if found:
        raise DefinitionInvalid(found, code=graph.code)


def sound_problems(graph: Graph, kinds: Mapping[str, str] | None = None) -> list[Problem]:
    """What is wrong with a graph, in words."""
    found = problems(graph, roles=[role.value for role in Role], kinds=kinds)
    return [Problem(_SAID[key], params=tuple(_words(named).items())) for key, named in found]


def _words(named: Mapping[str, str]) -> dict[str, object]:
    said: dict[str, object] = dict(named)
    if "kind" in named:
        said |= {"role": role_name(named["word"]), "agency_kind": KIND_NAMES.get(named["kind"], named["kind"])}
    return said


def process_problems(code: str, text: str, kinds: Mapping[str, str] | None = None) -> list[Problem]:
    """Everything that is wrong with a BPMN text; empty when it can be run."""
    try:
        graph, found = survey(code, text)
    except DefinitionInvalid as refused:
        return list(refused.problems)
    unsupported = any("kind" in dict(p.params) for p in found)
    known = {str(p) for p in found}
    return found if unsupported else [*found, *(p for p in sound_problems(graph, kinds) if str(p) not in known)]


def decision_problems(code: str, text: str) -> list[Problem]:
    """Everything that is wrong with a decision table; empty when it decides every case once."""
    try:
        table = read_table(text)
    except TableInvalid as refused:
        return list(refused.problems)
    if table.code != code:
        said = _("quyết định trong tệp có mã “%(word)s”, không phải “%(code)s”")
        return [Problem(said, params=(("word", table.code), ("code", code)))]
    return table_problems(table)


def element_problems(found: Iterable[Problem]) -> list[ElementProblem]:
    """The same for a page: the element, and the sentence in the language in force."""
    return [ElementProblem(str(dict(p.params).get("element", "")), str(p)) for p in found]


def require_publishable(kind: str, code: str, text: str) -> None:
    """Raise DefinitionInvalid with every problem of a process or a decision table."""
    found = decision_problems(code, text) if kind == "decision" else process_problems(code, text)
    if found:
        raise DefinitionInvalid(found, code=code)

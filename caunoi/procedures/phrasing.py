"""Differences between bodies as sentences of the field. Private to the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.procedures import wording
from caunoi.procedures.rules.diff import ORDER, Difference, Path, differences
from caunoi.procedures.shapes_work import Change

Body = dict[str, Any]
_FIELDS: dict[str, Promise] = {
    "name": gettext_lazy("Tên thủ tục"),
    "summary": gettext_lazy("Tóm tắt"),
    "field": gettext_lazy("Lĩnh vực"),
    "level": gettext_lazy("Cấp giải quyết"),
    "competent_kind": gettext_lazy("Loại cơ quan có thẩm quyền"),
    "competent_name": gettext_lazy("Tên cơ quan có thẩm quyền"),
    "online_level": gettext_lazy("Mức độ dịch vụ công trực tuyến"),
    "online_note": gettext_lazy("Ghi chú về nộp trực tuyến"),
    "pause_mode": gettext_lazy("Thời hạn sau khi tạm dừng"),
    "supplement_days": gettext_lazy("Số ngày làm việc để bổ sung hồ sơ"),
    "process": gettext_lazy("Quy trình nội bộ"),
    "source_url": gettext_lazy("Địa chỉ nguồn"),
    "unsure": gettext_lazy("Còn điểm chưa chắc chắn"),
    "reason": gettext_lazy("Lý do bãi bỏ"),
}
_IN_LIST: dict[str, Promise] = {
    "legal_basis": gettext_lazy("Căn cứ pháp lý"),
    "keywords": gettext_lazy("Từ khóa tìm kiếm"),
    "life_events": gettext_lazy("Sự kiện trong đời"),
    "unsure_notes": gettext_lazy("Điểm chưa chắc chắn"),
}
_ORDERS: dict[str, Promise] = {
    "cases": gettext_lazy("Thứ tự các trường hợp"),
    "components": gettext_lazy("Thứ tự thành phần hồ sơ"),
    "results": gettext_lazy("Thứ tự các kết quả"),
    "reliefs": gettext_lazy("Thứ tự các mức giảm"),
    "legal_basis": gettext_lazy("Thứ tự căn cứ pháp lý"),
    "x-sections": gettext_lazy("Thứ tự các nhóm câu hỏi"),
    "variants": gettext_lazy("Thứ tự quy định riêng của các tỉnh"),
}
_COMPONENT: dict[str, Promise] = {
    "name": gettext_lazy("Tên đầy đủ của thành phần hồ sơ “%(name)s”"),
    "title": gettext_lazy("Tên ngắn của thành phần hồ sơ “%(name)s”"),
    "code": gettext_lazy("Mã giấy tờ của thành phần hồ sơ “%(name)s”"),
    "group": gettext_lazy("Cách nộp thành phần hồ sơ “%(name)s”"),
    "originals": gettext_lazy("Số bản chính của thành phần hồ sơ “%(name)s”"),
    "copies": gettext_lazy("Số bản sao của thành phần hồ sơ “%(name)s”"),
    "required": gettext_lazy("Bắt buộc nộp thành phần hồ sơ “%(name)s”"),
    "condition": gettext_lazy("Khi nào cần thành phần hồ sơ “%(name)s”"),
    "channels": gettext_lazy("Kênh nộp thành phần hồ sơ “%(name)s”"),
    "cases": gettext_lazy("Trường hợp cần thành phần hồ sơ “%(name)s”"),
    "from_form": gettext_lazy("Thành phần hồ sơ “%(name)s” là tờ khai trực tuyến"),
    "accepts_result_of": gettext_lazy("Kết quả được dùng thay thành phần hồ sơ “%(name)s”"),
}
_RESULT: dict[str, Promise] = {
    "name": gettext_lazy("Tên kết quả “%(name)s”"),
    "form": gettext_lazy("Mẫu in của kết quả “%(name)s”"),
    "component_code": gettext_lazy("Mã giấy tờ của kết quả “%(name)s”"),
    "step": gettext_lazy("Bước ký kết quả “%(name)s”"),
}
_CASE: dict[str, Promise] = {
    "name": gettext_lazy("Tên trường hợp “%(name)s”"),
    "summary": gettext_lazy("Mô tả trường hợp “%(name)s”"),
}
_SECTION: dict[str, Promise] = {
    "x-title-i18n": gettext_lazy("Tên nhóm câu hỏi “%(name)s”"),
    "fields": gettext_lazy("Các câu hỏi của nhóm “%(name)s”"),
    "x-when": gettext_lazy("Điều kiện hỏi của nhóm “%(name)s”"),
}
_THINGS: dict[str, Promise] = {
    "cases": gettext_lazy("Trường hợp “%(name)s”"),
    "components": gettext_lazy("Thành phần hồ sơ “%(name)s”"),
    "results": gettext_lazy("Kết quả “%(name)s”"),
    "reliefs": gettext_lazy("Mức giảm “%(name)s”"),
    "variants": gettext_lazy("Quy định riêng của tỉnh %(name)s"),
}
_PARTS: dict[str, dict[str, Promise]] = {"components": _COMPONENT, "results": _RESULT, "cases": _CASE}


def changes_in_words(old: Body | None, new: Body | None) -> list[Change]:
    """Every difference as a sentence in the language in force, in the order of reading."""
    return [_change(difference, old or {}, new or {}) for difference in differences(old, new)]


def _change(found: Difference, old: Body, new: Body) -> Change:
    what = what_is(found.path, old, new)
    before, after = worded(found.path, found.before, found.after)
    words = {"what": what, "before": before, "after": after}
    if found.path[-1] == ORDER:
        sentence = _("%(what)s thay đổi") % words
    elif before and after and before != after:
        sentence = _("%(what)s: %(before)s → %(after)s") % words
    elif found.kind == "removed" or (before and not after):
        sentence = _("Bỏ: %(what)s (%(before)s)") % words if before else _("Bỏ: %(what)s") % words
    elif found.kind == "added" or (after and not before):
        sentence = _("Thêm: %(what)s (%(after)s)") % words if after else _("Thêm: %(what)s") % words
    else:
        sentence = _("%(what)s: nội dung thay đổi") % words
    return Change("/".join(found.path), sentence, before, after, found.kind)


def what_is(path: Path, old: Body, new: Body) -> str:
    """What stands at a place, in words: “Thời hạn trực tiếp của trường hợp “Thông thường””."""
    head = path[0]
    if path[-1] == ORDER:
        return str(_ORDERS[path[-2]])
    if head in _IN_LIST:
        return str(_IN_LIST[head])
    if head == "agencies":
        return _("Cơ quan tham gia “%(name)s”") % {"name": path[-1]}
    if head == "form":
        return _form(path, old, new)
    if head in _THINGS and len(path) > 1:
        return _thing(path, old, new)
    return str(_FIELDS.get(head, head))


def _thing(path: Path, old: Body, new: Body) -> str:
    name = _name(path[0], path[1], old, new)
    if len(path) == 2:
        return str(_THINGS[path[0]]) % {"name": name}
    if path[2] in ("limits", "fees") and len(path) > 3:
        words = {"case": name, "channel": wording.CHANNELS.get(path[3], path[3])}
        if path[2] == "limits":
            return _("Thời hạn %(channel)s của trường hợp “%(case)s”") % words
        fee = next((f for b in (new, old) if (f := _fee(b, path))), {})
        words |= {"fee": wording.said(fee.get("name")) or path[-1]}
        return _("Khoản thu “%(fee)s” khi nộp %(channel)s của trường hợp “%(case)s”") % words
    part = _PARTS.get(path[0], {}).get(path[2])
    return str(part) % {"name": name} if part else f"{path[2]} – {name}"


def _name(head: str, id_: str, old: Body, new: Body) -> str:
    key = "province" if head == "variants" else "id"
    found = next((i for b in (new, old) for i in _items(b.get(head)) if str(i.get(key)) == id_), {})
    return wording.said(found.get("title")) or wording.said(found.get("name")) or id_


def _fee(body: Body, path: Path) -> dict[str, Any]:
    case = next((c for c in _items(body.get("cases")) if c.get("id") == path[1]), {})
    rules = _items(_mapping(case.get("fees")).get(path[3]))
    return next((rule for rule in rules if rule.get("id") == path[4]), {}) if len(path) > 4 else {}


def _items(value: Any) -> list[Body]:
    """The mappings of a list that may be anything: drafts are phrased while they are still incomplete."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _mapping(value: Any) -> Body:
    return value if isinstance(value, dict) else {}


def _form(path: Path, old: Body, new: Body) -> str:
    forms = [_mapping(body.get("form")) for body in (new, old)]
    if len(path) > 2 and path[1] in ("properties", "required"):
        asked = [_mapping(_mapping(form.get("properties")).get(path[2])) for form in forms]
        rules = next((rules for rules in asked if rules), {})
        words = {"name": wording.said(rules.get("x-title-i18n")) or path[2]}
        return (
            _("Câu hỏi “%(name)s”") if path[1] == "properties" else _("Bắt buộc trả lời câu hỏi “%(name)s”")
        ) % words
    if len(path) > 2 and path[1] == "x-sections":
        sections = [s for form in forms for s in _items(form.get("x-sections")) if s.get("id") == path[2]]
        words = {"name": wording.said(sections[0].get("x-title-i18n")) if sections else path[2]}
        return str(_SECTION[path[3]] if len(path) > 3 and path[3] in _SECTION else _("Nhóm câu hỏi “%(name)s”")) % words
    return _("Các câu bắt buộc theo điều kiện") if path[1:2] == ("allOf",) else _("Biểu mẫu")


def worded(path: Path, before: Any, after: Any) -> tuple[str, str]:
    """Two values at a place in words. Where they read the same in the language in force, the others are looked at."""
    say = _say(path)
    old, new = (say(value) if value is not None else "" for value in (before, after))
    if old == new and isinstance(before, dict) and isinstance(after, dict):
        for code in ("vi", "en", "th"):
            if isinstance(before.get(code), str) and before[code] != after.get(code):
                return f"[{code}] {before[code]}", f"[{code}] {after.get(code, '')}"
    return old, new


def _say(path: Path) -> Callable[[Any], str]:
    if path[-1] == ORDER or path[:1] == ("variants",):
        return lambda value: value.get("reference", "") if isinstance(value, dict) else ""
    if len(path) == 4 and path[2] == "limits":
        return wording.limit
    if len(path) == 5 and path[2] == "fees":
        return lambda rule: f"{wording.fee(rule)} – {_mapping(rule).get('reference', '')}"
    if path[0] == "reliefs" and len(path) == 2:
        return wording.relief
    if path[0] == "agencies" and len(path) == 2:
        return wording.agency_need
    if path[:2] == ("form", "properties"):
        return lambda rules: wording.said(_mapping(rules).get("x-title-i18n"))
    if path[0] in _THINGS and len(path) == 2:
        return lambda value: ""
    if path[0] == "form" and path[1:2] != ("x-sections",):
        return lambda value: ""
    return lambda value: "" if path[-1] == "x-when" else wording.plain(path[-1], value)

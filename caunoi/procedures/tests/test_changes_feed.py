"""The feed of changes says in words what a decision changed."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from caunoi.procedures import queries
from caunoi.procedures.exports import changes, changes_feed, feed_etag
from caunoi.procedures.tests import office as offices
from caunoi.procedures.tests.office import NOW, TODAY, begun, published, saved
from caunoi.procedures.tests.pieces import CODE, load

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://caunoi.example"
ADDRESS = f"{BASE}/catalogue/changes.atom"


def entries(language: str = "vi", page: int = 1) -> list[Element]:
    body = changes_feed(base=BASE, language=language, address=ADDRESS, page=page)
    return ElementTree.fromstring(body).findall(f"{ATOM}entry")


def said(entry: Element) -> str:
    return entry.findtext(f"{ATOM}title", "") + entry.findtext(f"{ATOM}summary", "")


def test_an_amendment_and_an_abolition_are_told_in_words(tmp_path: Path) -> None:
    load(tmp_path)
    assert "Thủ tục mới trong danh mục" in said(entries()[0])
    ministry = offices.ministry()
    before = feed_etag(base=BASE, language="vi")
    draft = begun(ministry, "amend", CODE)
    body = copy.deepcopy(draft.body)
    body["cases"][0]["limits"]["direct"]["value"] = "2"
    published(ministry, saved(ministry, draft, body), now=NOW + timedelta(hours=1))
    assert feed_etag(base=BASE, language="vi") != before
    newest = said(entries()[0])
    assert "3 ngày làm việc → 2 ngày làm việc" in newest
    assert "12/QĐ-BTP" in newest
    assert "hiệu lực từ 22/09/2026" in newest
    assert "in force from 22/09/2026" in said(entries("en")[0])
    end = begun(ministry, "abolish", CODE)
    end = saved(ministry, end, {"reason": "Đã có trong cơ sở dữ liệu <dân cư>"})
    published(ministry, end, start=date(2026, 12, 1), now=NOW + timedelta(hours=2), ref="13/QĐ-BTP")
    newest = said(entries()[0])
    assert "bãi bỏ từ 01/12/2026" in newest
    assert "&lt;dân cư&gt;" in newest
    assert len(entries()) == 3
    assert queries.history(CODE)[0].effective_from == TODAY


def test_older_changes_are_on_the_next_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "SIZE", 1)
    load(tmp_path)
    ministry = offices.ministry()
    published(ministry, begun(ministry), now=NOW + timedelta(hours=1))
    first, second = entries(), entries(page=2)
    assert offices.NEW in said(first[0])
    assert CODE in said(second[0])
    body = changes_feed(base=BASE, language="vi", address=ADDRESS)
    links = {link.get("rel"): link.get("href") for link in ElementTree.fromstring(body).findall(f"{ATOM}link")}
    assert links["next"] == f"{ADDRESS}?page=2"
    assert "previous" not in links
    assert entries(page=99) == []

"""What happens to a dossier is told to its applicant and to the officer in charge, once, after it was committed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override

from caunoi.core.journal import followers
from caunoi.core.testing import catch_up
from caunoi.dossiers import notices, operations, testing
from caunoi.dossiers.notifying import KINDS, reader
from caunoi.messages import queries as messages
from caunoi.messages.templates import fill
from caunoi.people import operations as people

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)


def subjects(actor: Any) -> list[str]:
    return [notice.subject for notice in reversed(messages.notices(actor=actor))]


@pytest.fixture
def office(transactional_db: None) -> testing.Office:
    from caunoi.dossiers.calendars import vietnam

    vietnam()
    return testing.office(NOW)


class TestTelling:
    def test_it_tells_the_applicant_each_stage_once_in_their_language(self, office: testing.Office) -> None:
        people.set_language(language="en", actor=office.citizen)
        code = testing.walk(office, "returned", now=NOW).code
        catch_up(reader())
        catch_up(reader())
        with override("en"):
            assert subjects(office.citizen) == [
                f"Dossier {code} has reached the system",
                f"Dossier {code} has been received",
                f"The result of dossier {code} is ready",
                f"The result of dossier {code} has been returned to you",
            ]
            bodies = " ".join(notice.body for notice in messages.notices(actor=office.citizen))
        assert "Registration of birth" in bodies
        assert "Nguyễn" not in bodies

    def test_it_tells_the_specialist_who_was_named(self, office: testing.Office) -> None:
        view = testing.walk(office, "accepted", now=NOW)
        assert isinstance(office.specialist.person_id, type(view.id))
        operations.assign(dossier_id=view.id, person_id=office.specialist.person_id, actor=office.head, now=NOW)
        catch_up(reader())
        assert subjects(office.specialist) == [f"Bạn được phân công hồ sơ {view.code}"]
        assert messages.notices(actor=office.specialist)[0].link == f"/desk/dossiers/{view.code}/"

    def test_it_reads_as_few_rows_for_many_entries_as_for_few(self, office: testing.Office) -> None:
        testing.walk(office, "returned", now=NOW)
        few = _statements()
        for _ in range(4):
            testing.walk(office, "returned", now=NOW)
        assert _statements() <= few

    def test_the_worker_keeps_it_going(self, office: testing.Office) -> None:
        testing.walk(office, "submitted", now=NOW)
        catch_up(followers.followed("notices"))
        followers.run_followers()
        assert messages.unread(actor=office.citizen) == 1


def _statements() -> int:
    from django.test.utils import CaptureQueriesContext

    follower = reader()
    with CaptureQueriesContext(connection) as caught:
        catch_up(follower)
    return sum("messages_" in query["sql"] for query in caught)


@pytest.mark.parametrize("template", [*notices.APPLICANT, *notices.OFFICER], ids=lambda t: t.name)
@pytest.mark.parametrize("language", ["vi", "en", "th"])
def test_every_text_has_its_places_filled_in_every_language(template: Any, language: str) -> None:
    text = fill(template.name, {"code": "X-1", "procedure": "P", "due": "01/10/2026"}, language=language)
    assert "X-1" in text.subject + text.body
    assert "%(" not in text.subject + text.body
    if language != "vi":
        assert text != fill(template.name, {"code": "X-1", "procedure": "P", "due": "01/10/2026"}, language="vi")


def test_every_kind_of_entry_that_is_told_about_is_written_by_this_room() -> None:
    from caunoi.dossiers import events

    written = {getattr(value, "kind", "") for value in vars(events).values()}
    assert {"dossier.submitted", "dossier.accepted", "dossier.signed"} <= KINDS & written

"""What is asked once is asked once, and a row that is locked is locked anew in each transaction of a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from caunoi.core.once import for_page, once, read_once, whole


def counting() -> tuple[list[int], Callable[[], int]]:
    asked: list[int] = []

    def read() -> int:
        asked.append(1)
        return len(asked)

    return asked, read


def test_a_page_asks_the_same_question_once() -> None:
    asked, read = counting()
    with for_page():
        assert [once("who", read), once("who", read)] == [1, 1]
    assert once("who", read) == 2
    assert len(asked) == 2


def test_a_row_is_locked_anew_in_each_transaction_of_a_page_and_once_within_one() -> None:
    asked, read = counting()
    with for_page():
        with read_once():
            once(("locked", 1), read, row=True)
        with read_once():
            once(("locked", 1), read, row=True)
    assert len(asked) == 2
    with read_once():
        once(("locked", 1), read, row=True)
        once(("locked", 1), read, row=True)
    assert len(asked) == 3


@pytest.mark.django_db
def test_an_operation_is_a_transaction_of_its_own_and_a_part_of_the_one_that_several_make() -> None:
    @whole
    def operation() -> int:
        return len(connection.savepoint_ids)

    with transaction.atomic():
        outside = len(connection.savepoint_ids)
        assert operation() == outside + 1
        with for_page():
            assert operation() == outside + 1
        with read_once():
            assert operation() == outside

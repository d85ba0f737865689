"""The asker's word on an answer is on record, with its reason, only from who asked and may ask now."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.store.store import Store
from ingest.errors import NotAllowed, UsageError
from parc_search.access import READER, Person
from parc_search.evidence.acts import ANSWER_RIGHT, ANSWER_WRONG, acts
from parc_search.evidence.question_log import QuestionLog
from parc_search.ui.screens.own_questions import Looking, say
from tests.parc_search.evidence.test_question_log import ANSWERED

CLERK = Person(address="an@x.vn", roles=frozenset({READER}), groups=frozenset())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        opened.append_audit(json.dumps({**ANSWERED, "question": "Sở nào?", "by": "an@x.vn"}, ensure_ascii=False))
        yield opened


def looking(store: Store, person: Person | None) -> Looking:
    return Looking(log=QuestionLog(store), store=store, person=CLERK, who=lambda: person)


def test_a_verdict_is_written_with_who_of_what_and_why(store: Store) -> None:
    at = looking(store, CLERK)
    [entry] = at.log.entries()
    say(at, entry, ANSWER_WRONG, " Nhầm  năm\n")
    [act] = acts(store.audit_records())
    assert (act.act, act.by, act.what) == (ANSWER_WRONG, "an@x.vn", {"record": "1", "reason": "Nhầm năm"})
    assert store.audit_breaks() == ()


@pytest.mark.parametrize(
    ("person", "verdict", "reason", "error"),
    [
        (None, ANSWER_RIGHT, "", NotAllowed),
        (Person(address="an@x.vn"), ANSWER_RIGHT, "", NotAllowed),
        (Person(address="binh@x.vn", roles=frozenset({READER})), ANSWER_RIGHT, "", UsageError),
        (CLERK, ANSWER_WRONG, "  ", UsageError),
    ],
)
def test_nothing_is_written_for_who_may_not_or_without_a_reason(
    store: Store, person: Person | None, verdict: str, reason: str, error: type[Exception]
) -> None:
    at = looking(store, person)
    with pytest.raises(error):
        say(at, at.log.entries()[0], verdict, reason)
    assert acts(store.audit_records()) == ()

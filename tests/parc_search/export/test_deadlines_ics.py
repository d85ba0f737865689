"""Deadlines leave as a calendar file that a reader of RFC 5545 takes in."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from parc_search.export.deadlines_ics import Deadline, deadlines_ics

MADE = datetime(2024, 6, 1, 8, 0, tzinfo=UTC)


def read(*deadlines: Deadline) -> Calendar:
    return Calendar.from_ical(deadlines_ics(deadlines, name="Thời hạn", made_at=MADE))


def test_a_deadline_is_a_whole_day_with_its_words_and_its_address() -> None:
    said = "Báo cáo, kiểm tra; dòng hai\nBEGIN:VEVENT " + "rất dài " * 40
    deadline = Deadline(
        identifier="a.txt/k",
        day=date(2024, 6, 30),
        summary=said,
        details="Sở Nội vụ \x07",
        address="http://h/x?a=1&b=2",
    )
    written = deadlines_ics([deadline], name="Thời hạn", made_at=MADE)
    assert max(map(len, written.split(b"\r\n"))) <= 75
    [event] = read(deadline).events
    assert (event["summary"], event["description"]) == (said, "Sở Nội vụ ")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2024, 6, 30), date(2024, 7, 1))
    assert str(event["url"]) == "http://h/x?a=1&b=2"
    assert event.alarms.times[0].trigger == date(2024, 6, 30) - timedelta(days=3)


def test_an_entry_keeps_its_name_so_that_taking_the_file_in_again_doubles_nothing() -> None:
    first = Deadline(identifier="a.txt/k", day=date(2024, 6, 30), summary="A", details="")
    moved = Deadline(identifier="a.txt/k", day=date(2024, 7, 30), summary="A", details="")
    other = Deadline(identifier="b.txt/k", day=date(2024, 6, 30), summary="A", details="")
    uids = [read(deadline).events[0]["uid"] for deadline in (first, moved, other)]
    assert uids[0] == uids[1] != uids[2]


def test_a_recurring_deadline_has_a_rule_that_ends_with_its_time() -> None:
    quarterly = Deadline(
        identifier="q", day=date(2024, 6, 30), summary="Q", details="", recurrence="quarter", until=date(2025, 12, 31)
    )
    yearly = Deadline(identifier="y", day=date(2024, 12, 10), summary="Y", details="", recurrence="year")
    assert read(quarterly).events[0]["rrule"] == {
        "FREQ": ["MONTHLY"], "INTERVAL": [3], "BYMONTHDAY": [-1], "UNTIL": [date(2025, 12, 31)],
    }  # fmt: skip
    assert read(yearly).events[0]["rrule"] == {"FREQ": ["YEARLY"]}

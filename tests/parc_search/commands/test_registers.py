"""`tasks` asks the same filter as the app."""

import json
from pathlib import Path

import pytest

from tests.conftest import Parc


@pytest.mark.parametrize(
    ("options", "leads"),
    [
        ((), ["Sở Nội vụ", "Sở Tài chính"]),
        (("--agency", "so noi vu"), ["Sở Nội vụ"]),
        (("--agency", "STC"), ["Sở Tài chính"]),
        (("--agency", "nội"), ["Sở Nội vụ"]),
        (("--agency", "nộ"), []),
        (("--agency", "Sở Nội vụ", "--role", "coordinate"), []),
        (("--due-before", "29/6/2023"), []),  # "trước ngày 30/6/2023" ends on the 29th
        (("--due-before", "2023-06-30"), ["Sở Tài chính"]),
    ],
)
def test_tasks_are_filtered_by_agency_role_and_a_day_that_comes_after(
    parc: Parc, small_store: Path, options: tuple[str, ...], leads: list[str]
) -> None:
    ended = parc("tasks", *options, "--json", "--store", small_store)
    assert (ended.code, [row["lead"][0] for row in json.loads(ended.out)]) == (0, leads)

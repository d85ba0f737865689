"""Cells of a spreadsheet hold text only."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parc_search.commands.options import put_out
from parc_search.export.csv_cells import defused, printable


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+84", "'+84"),
        ("-1+2", "'-1+2"),
        ("\t=1", "'\t=1"),
        ("- Xây dựng nền tảng số", "– Xây dựng nền tảng số"),
        ("-Báo cáo", "–Báo cáo"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_no_cell_is_a_formula_and_a_bullet_stays_one(cell: str, shown: str) -> None:
    assert defused(cell) == shown


@given(st.text(max_size=20))
def test_a_defused_cell_opens_with_nothing_that_is_calculated(cell: str) -> None:
    assert not defused(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_workbook_gets_no_control_characters() -> None:
    assert printable("một\x0bhai\n") == "mộthai\n"


def test_csv_of_the_command_line_opens_with_the_mark_that_excel_needs() -> None:
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        put_out([{"task": "=1+1"}], {"task": "Nhiệm vụ"}, as_json=False, as_csv=True, xlsx=None, lines=str)
    assert written.getvalue().startswith("\ufeff")
    assert list(csv.reader(io.StringIO(written.getvalue().removeprefix("\ufeff")))) == [["Nhiệm vụ"], ["'=1+1"]]

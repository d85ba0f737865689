"""Register rows, scored by hand."""

from eval.datasets.labels import RegisterRow
from eval.metrics.ranking import Ratio
from eval.metrics.registers import TASK_FIELDS, row_scores

YES, NO = Ratio(1.0, 1.0), Ratio(0.0, 1.0)


def row(start: int, end: int, source: str = "a.txt", **fields: str | tuple[str, ...]) -> RegisterRow:
    return RegisterRow(id="t", source=source, part="body", span=(start, end), fields=fields)


GOLD = row(100, 200, lead=("Sở Nội vụ", "UBND tỉnh"), deadline="Quý II/2024")


def test_a_row_is_found_when_half_of_the_shorter_span_is_shared() -> None:
    assert row_scores(GOLD, [row(150, 300)], fields=TASK_FIELDS)["found"] == YES
    assert row_scores(GOLD, [row(151, 300)], fields=TASK_FIELDS)["found"] == NO
    assert row_scores(GOLD, [row(100, 200, source="b.txt")], fields=TASK_FIELDS)["found"] == NO


def test_agencies_are_compared_as_sets_with_abbreviations_written_out_and_unnamed_partners_left_out() -> None:
    given = row(100, 200, lead=("Ủy ban nhân dân tỉnh", "Các cơ quan có liên quan", "sở nội vụ"), deadline="2024")
    assert row_scores(GOLD, [given], fields=TASK_FIELDS) == {"found": YES, "lead": YES, "deadline": YES}


def test_of_several_rows_at_one_place_the_one_most_right_counts() -> None:
    poor, good = row(100, 200, lead=("Sở Y tế",)), row(100, 200, lead=GOLD.fields["lead"])
    assert row_scores(GOLD, [poor, good], fields=TASK_FIELDS) == {"found": YES, "lead": YES, "deadline": NO}


def test_fields_of_a_row_that_was_not_found_are_wrong() -> None:
    assert row_scores(GOLD, [], fields=TASK_FIELDS) == {"found": NO, "lead": NO, "deadline": NO}


def test_a_comparison_is_right_only_to_the_letter() -> None:
    gold = row(0, 10, comparison=">=", value="90%")
    given = row(0, 10, comparison=">", value="90 %")
    scores = row_scores(gold, [given], fields=("value", "comparison"))
    assert scores == {"found": YES, "value": NO, "comparison": NO}

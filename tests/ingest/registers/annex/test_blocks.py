"""The blocks of an annex whose layout is lost, also where whole tables were blanked out of the text."""

from time import process_time

from ingest.registers.annex.cells import _blocks


def test_blocks_are_runs_of_lines_with_words_and_a_line_that_opens_with_a_space_opens_one() -> None:
    text = "đầu\nSở Y tế\nquý II\n\n  \nSở Nội vụ\n thường xuyên\nbỏ\fcuối"
    found = [text[start:end] for start, end in _blocks(text, text.index("Sở"))]
    assert found == ["Sở Y tế\nquý II", "Sở Nội vụ", "thường xuyên", "cuối"]


def test_a_blanked_table_costs_no_more_than_its_length() -> None:
    began = process_time()
    assert list(_blocks(" " * 200_000 + "\f" + "a" * 100_000 + "\f", 0)) == []
    assert process_time() - began < 1.0

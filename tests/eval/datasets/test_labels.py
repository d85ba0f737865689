"""Labels are read as they were written, line by line."""

import json
from pathlib import Path

from eval.datasets.labels import Evidence, GoldRepair, Question, read_gold_repairs, read_questions


def written(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n\n" for row in rows), encoding="utf-8")
    return path


def test_a_question_is_read_with_its_evidence_each_span_a_group_of_its_own_unless_it_names_one(tmp_path: Path) -> None:
    place = {"source": "a.txt", "char_start": 3, "char_end": 9, "quote": "Sở Y tế"}
    row = {
        "id": "q-1",
        "question": "Ai chủ trì?",
        "style": "plain",
        "type": "agency",
        "answer": None,
        "aliases": ["Sở Y tế"],
        "need": "any",
        "evidence": [place, {**place, "group": 7}],
        "note": "not read",
    }
    spans = (
        Evidence(source="a.txt", start=3, end=9, quote="Sở Y tế", group=0),
        Evidence(source="a.txt", start=3, end=9, quote="Sở Y tế", group=7),
    )
    assert read_questions(written(tmp_path / "q.jsonl", row)) == (
        Question(
            id="q-1",
            question="Ai chủ trì?",
            style="plain",
            type="agency",
            answer="",
            aliases=("Sở Y tế",),
            need="any",
            evidence=spans,
        ),
    )


def test_a_separator_inside_a_string_ends_no_line(tmp_path: Path) -> None:
    rows = [{"id": "a", "raw": "một\u2028hai\x85ba\x0c", "gold": "x"}, {"id": "b", "raw": "c", "gold": "d"}]
    assert read_gold_repairs(written(tmp_path / "r.jsonl", *rows)) == (
        GoldRepair(id="a", raw="một\u2028hai\x85ba\x0c", gold="x"),
        GoldRepair(id="b", raw="c", gold="d"),
    )

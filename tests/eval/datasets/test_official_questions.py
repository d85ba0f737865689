"""The questions on official documents are whole: fields, twins, split by document, and offsets that fit their texts."""

import hashlib
import json
import lzma
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.records.provenance import QUESTIONS, ROOT

STYLES = {"plain", "no_diacritics", "colloquial", "keyword", "english", "typo"}
TYPES = {
    *("agency", "coordinating", "target", "figure", "deadline", "product", "legal_basis", "budget", "list"),
    *("procedure", "compare", "passage", "unanswerable"),
}
LONGEST_QUOTE_CHARS = 900
OFFICIAL_TEXT = ROOT.parent / "shared" / "text" / "cong-bao.txt.xz"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines()]


ASKED = rows("official.jsonl")
DOCUMENTS = {row["source"]: row for row in rows("official.documents.jsonl")}


def test_every_question_has_the_fields_of_the_card() -> None:
    odd = [row["id"] for row in ASKED if row["style"] not in STYLES or row["type"] not in TYPES or not row["question"]]
    assert odd == []
    assert [name for name, count in Counter(row["id"] for row in ASKED).items() if count > 1] == []
    assert {row["document"] for row in ASKED} <= set(DOCUMENTS)


def test_a_question_without_an_answer_has_no_evidence_and_every_other_has_some() -> None:
    assert [row["id"] for row in ASKED if (row["type"] == "unanswerable") == bool(row["evidence"])] == []


def test_a_twin_is_unanswerable_and_names_an_answerable_question() -> None:
    by_id = {row["id"]: row for row in ASKED}
    twins = [row for row in ASKED if "twin_of" in row]
    assert len(twins) > 500
    assert [row["id"] for row in twins if row["type"] != "unanswerable"] == []
    assert [row["id"] for row in twins if by_id[row["twin_of"]]["type"] == "unanswerable"] == []


def test_the_split_follows_the_name_of_the_document() -> None:
    halves = {
        name: "fit" if int(hashlib.sha1(name.encode()).hexdigest(), 16) % 2 == 0 else "judge" for name in DOCUMENTS
    }
    assert {name: row["split"] for name, row in DOCUMENTS.items()} == halves


def test_evidence_lies_inside_its_document_and_is_no_longer_than_a_citation_may_be() -> None:
    wrong = [
        (row["id"], span)
        for row in ASKED
        for span in row["evidence"]
        if not 0 <= span["char_start"] < span["char_end"] <= DOCUMENTS[span["source"]]["chars"]
        or span["char_end"] - span["char_start"] > LONGEST_QUOTE_CHARS
    ]
    assert wrong == []


def test_the_texts_at_hand_are_those_that_the_offsets_are_of() -> None:
    if not OFFICIAL_TEXT.exists():
        pytest.skip("the official texts are not at hand")
    texts = lzma.decompress(OFFICIAL_TEXT.read_bytes()).decode("utf-8").split("\f")
    given = {f"cb-{number:03}.txt": text for number, text in enumerate(texts)}
    for path in Path(ROOT.parent / "shared" / "office" / "docs").glob("*.txt"):
        given[path.name] = path.read_bytes().decode("utf-8")
    hashes = {name: hashlib.sha256(given[name].encode()).hexdigest() for name in DOCUMENTS}
    assert hashes == {name: row["sha256"] for name, row in DOCUMENTS.items()}
    ends = {given[span["source"]][span["char_start"] : span["char_end"]] for row in ASKED for span in row["evidence"]}
    assert [quote for quote in ends if quote != quote.strip()] == []

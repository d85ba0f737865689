"""The official questions by the half that their document belongs to: one to fit on, one only to judge on."""

from pathlib import Path

import msgspec

from eval.datasets.labels import Question, read_questions

FIT, JUDGE = "fit", "judge"
_DOCUMENTS = "official.documents.jsonl"


def fitted_on(path: Path) -> tuple[Question, ...]:
    """The questions of a file that may be fitted on: all, but of the official ones the half that is for it."""
    return of_half(path, FIT)


def of_half(path: Path, half: str) -> tuple[Question, ...]:
    """The questions of a file whose document is in this half; all where documents are not divided."""
    listed = path.with_name(_DOCUMENTS)
    halves: dict[str, str] = {}
    if listed.exists():
        rows = msgspec.json.Decoder(dict[str, object]).decode_lines(listed.read_bytes())
        halves = {str(row["source"]): str(row["split"]) for row in rows}
    return tuple(question for question in read_questions(path) if halves.get(question.document, half) == half)

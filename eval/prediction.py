"""What a system gave for a question, read from the contract's JSON: the only shape that metrics judge.

Rivals and the system itself are scored through the same shape, so no metric can lean on our own types.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ANSWERED = "answered"
NOT_FOUND = "not_found"
MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSpan:
    """A citation or a hit: a span of a source, and the words that were shown as its quote."""

    source: str
    start: int
    end: int
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """One given answer; `status` is `ANSWERED`, `NOT_FOUND`, or `MISSING` where the system gave nothing."""

    id: str
    status: str
    answer: str = ""
    citations: tuple[GivenSpan, ...] = ()
    hits: tuple[GivenSpan, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether an answer was given, right or wrong."""
        return self.status == ANSWERED


def given_from_json(answer: Mapping[str, Any], *, question_id: str) -> Prediction:
    """The judged part of an answer as `ask --json` prints it."""
    return Prediction(
        id=question_id,
        status=answer["status"],
        answer=answer.get("answer") or "",
        citations=tuple(_span(item) for item in answer.get("citations") or ()),
        hits=tuple(_span(item) for item in answer.get("hits") or ()),
    )


def missing(question_id: str) -> Prediction:
    """What stands for an answer that never came; it is wrong, and is no refusal either."""
    return Prediction(id=question_id, status=MISSING)


def _span(item: Mapping[str, Any]) -> GivenSpan:
    return GivenSpan(source=item["source"], start=item["char_start"], end=item["char_end"], quote=item.get("quote_raw"))

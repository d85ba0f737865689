"""Whether the confidence of an answer means what it says: of the answers shown with 0.8, eight in ten should be right.

The table goes into the record as measures, the plot beside it as an SVG that needs no drawing package.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.datasets.labels import Question
from eval.metrics.answers import right
from eval.prediction import given_from_json

CALIBRATION = "calibration"
BINS = 10
_SIDE_PX = 320
_MARGIN_PX = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The answers whose confidence lies in `low`..`high`: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


def reliability(questions: Sequence[Question], answers: Mapping[str, Mapping[str, Any]]) -> tuple[Bin, ...]:
    """The bins of equal width that hold an answer; a refusal has no confidence and is left out.

    An answer to a question that the corpus does not answer is wrong.
    """
    held: dict[int, list[tuple[float, float]]] = {}
    for question in questions:
        answer = answers.get(question.id)
        if answer is None or answer["status"] != "answered":
            continue
        sure = float(answer["confidence"])
        is_right = right(question, given_from_json(answer, question_id=question.id)).value
        held.setdefault(min(int(sure * BINS), BINS - 1), []).append((sure, is_right))
    return tuple(
        Bin(
            low=place / BINS,
            high=(place + 1) / BINS,
            n=len(found),
            confidence=sum(sure for sure, _ in found) / len(found),
            right=sum(share for _, share in found) / len(found),
        )
        for place, found in sorted(held.items())
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between confidence and share of right answers, each bin by its answers; 0 without any.

    Source: Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, 2015.
    """
    total = sum(item.n for item in bins)
    return sum(item.n * abs(item.confidence - item.right) for item in bins) / total if total else 0.0


def to_measures(bins: Sequence[Bin]) -> tuple[dict[str, Any], ...]:
    """The bins as a measure of a record, a row of four digits at most a bin; none without answers."""
    rows = [[item.low, item.high, item.n, round(item.confidence, 4), round(item.right, 4)] for item in bins]
    return ({"what": CALIBRATION, "bins": rows},) if rows else ()


def from_measures(measures: Sequence[Mapping[str, Any]]) -> tuple[Bin, ...]:
    """The bins that a record holds."""
    rows = [row for item in measures if item["what"] == CALIBRATION for row in item["bins"]]
    return tuple(Bin(low=low, high=high, n=n, confidence=sure, right=right) for low, high, n, sure, right in rows)


def plot(bins: Sequence[Bin]) -> str:
    """The reliability diagram as SVG: a bar a bin, the share that is right, beside the line where both are equal."""
    size = _SIDE_PX + 2 * _MARGIN_PX
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
    ]
    for item in bins:
        left, right_edge = _x(item.low), _x(item.high)
        parts += [
            f'<rect x="{left + 1:.1f}" y="{_y(item.right):.1f}" width="{right_edge - left - 2:.1f}" '
            f'height="{_y(0) - _y(item.right):.1f}" fill="#8ab4d8"><title>{item.n}</title></rect>',
            f'<circle cx="{_x(item.confidence):.1f}" cy="{_y(item.right):.1f}" r="3" fill="#1b4f72"/>',
            _text((left + right_edge) / 2, _y(item.right) - 6, str(item.n)),
        ]
    parts.append(
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#555" stroke-dasharray="4 3"/>'
        f'<rect x="{_x(0)}" y="{_y(1)}" width="{_SIDE_PX}" height="{_SIDE_PX}" fill="none" stroke="#333"/>'
    )
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts += [_text(_x(share), _y(0) + 16, f"{share:.1f}"), _text(_x(0) - 14, _y(share) + 4, f"{share:.1f}")]
    middle = size / 2
    parts += [
        _text(middle, size - 8, "confidence shown"),
        f'<g transform="rotate(-90 12 {middle})">{_text(12, middle, "share right")}</g>',
        _text(middle, 24, f"expected calibration error {calibration_error(bins):.3f}"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _text(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{words}</text>'


def _x(share: float) -> float:
    return _MARGIN_PX + share * _SIDE_PX


def _y(share: float) -> float:
    return _MARGIN_PX + (1 - share) * _SIDE_PX

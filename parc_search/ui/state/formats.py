"""How dates, numbers, places, qualities and kinds of answers are written for a Vietnamese reader."""

from datetime import date, datetime

from parc_search.messages import LEADING_AGENCY
from parc_search.results import Answer
from parc_search.ui import messages

# Below `POOR` a reader must look at the source itself; above `GOOD` the text reads like print.
GOOD_READ_QUALITY = 0.85
POOR_READ_QUALITY = 0.60
HIGH_CONFIDENCE = 0.80
LOW_CONFIDENCE = 0.55


def date_text(day: date | None) -> str:
    """dd/mm/yyyy, or the dash that stands for what a document does not say."""
    return day.strftime("%d/%m/%Y") if day else messages.UNKNOWN


def local_time(moment: str) -> datetime:
    """The local time of a moment in ISO 8601."""
    return datetime.fromisoformat(moment).astimezone()


def time_text(moment: str) -> str:
    """The local day and time of a moment in ISO 8601."""
    local = local_time(moment)
    return f"{date_text(local.date())} {local:%H:%M:%S}"


def number_text(number: float, decimals: int = 0) -> str:
    """The number with a point between thousands and a comma before decimals: 1.234,5."""
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def percent_text(share: float, decimals: int = 0) -> str:
    """A share 0..1 as percent, written as Vietnamese texts write it: "90%"."""
    return f"{number_text(100 * share, decimals)}%"


def years_text(years: tuple[int, int] | None) -> str:
    """Such as "2024" or "2021–2025"."""
    if years is None:
        return messages.UNKNOWN
    first, last = years
    return str(first) if first == last else f"{first}–{last}"


def quality_level(quality: float) -> str:
    """The level of a read quality 0..1: good, fair or poor."""
    if quality >= GOOD_READ_QUALITY:
        return "good"
    return "poor" if quality < POOR_READ_QUALITY else "fair"


def confidence_level(confidence: float) -> str:
    """The level of a confidence 0..1: high, medium or low."""
    if confidence >= HIGH_CONFIDENCE:
        return "high"
    return "low" if confidence < LOW_CONFIDENCE else "medium"


def one_line(text: str) -> str:
    """The text with its line breaks and runs of blanks made single blanks, as a quote is read aloud."""
    return " ".join(text.split())


def kind_label(answer: Answer, *, otherwise: str) -> str:
    """The label of an answer by its kind; `otherwise` where the kind has none."""
    if answer.kind == "agency" and answer.sentence and LEADING_AGENCY not in answer.sentence:
        return messages.NAMED_AGENCY_LABEL
    return messages.KIND_LABELS.get(answer.kind, otherwise)

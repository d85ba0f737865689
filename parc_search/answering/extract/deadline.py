"""By when, how often: the register's deadline, else the time whose own words fit the question best.

What is shown is a time of the kind asked for: a day where a day is asked for, a quarter where a quarter is; the number
of a row or the date of a decree is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Passage, Span
from ingest.language.fold import fold
from parc_search.answering.extract.agency import best_task, register_strength, row_spans
from parc_search.answering.extract.finding import CandidateAnswer, as_quoted, whole
from parc_search.answering.extract.sentences import Clause, clauses, joined_digits, tidy
from parc_search.question.query import Query
from parc_search.ranking.match import Subject, share_of_terms
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.patterns import Sign, dates, quarters_as_written
from parc_search.text.terms import terms

MAX_WORDS = 30
STRENGTH_DATE = 0.75
# A frequency says less where a day is the natural answer, and the years of a plan say hardly when a thing is done.
VAGUE_SHARE = 0.6
_VAGUE = 0.5
_WINDOW_CHARS = 200
_SPAN_ASKED = re.compile(r"\btu (?:thang|ngay|quy) (?:may|nao) den\b|\bfrom which\b")
_SECOND_MONTH = re.compile(r"\s+\w{1,4}\s+(?:\w+\s+)?\d{1,2}/\d{4}")
_DAY_ASKED = re.compile(r"\bngay (?:nao|may|bao nhieu)\b|\bwhat date\b|\bwhich (?:day|date)\b")
_QUARTER_ASKED = re.compile(r"\bquy (?:may|nao)\b|\bwhich quarters?\b")
_MONTH_ASKED = re.compile(r"\bthang (?:may|nao)\b|\bwhich months?\b")
_YEAR_ASKED = re.compile(r"\bnam (?:nao|may)\b|\bwhich years?\b|\bgiai doan nao\b|\bthoi gian\b")
_DAY = re.compile(r"\d\s*/\s*\d|ngay \d|thang \d")
_SPAN = re.compile(r"\btu\b.*\b(?:den|toi)\b|[-–]")
_QUARTER = re.compile(r"\bquy\b")
_MONTH = re.compile(r"\bthang\b|\d\s*/\s*\d")
_YEARS_ONLY = re.compile(r"(?:trong |giai doan )*(?:nam )?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?")
_ONCE_IN = re.compile(r"\bmay (?:thang|nam|quy|tuan|ngay)\b.*\b(?:mot|1) lan\b")
_FREQUENCY_ASKED = ("bao lau", "may lan", "theo tuan", "dinh ky", "how often", "how frequently", "moi lan")
_FREQUENCY = re.compile(
    r"\b(?:hang|moi) |\bdinh ky\b|/\s*(?:1 )?l\w{1,2}\b|\blan\s*/|\bthuong xuyen\b|\b(?:mot|1) lan\b"
)
_WRITTEN_DAY = re.compile(r"(?<![\d/])(\d{1,2})\s*/\s*(\d{1,2})(?!\d)(\s*/\s*(?:19|20)\d\d)?")
_NAMED_DAY = re.compile(r"\b(?:ngay|truoc|sau|den|tu|het|han|vao|chua qua)\b")
_MONTH_OR_QUARTER = re.compile(r"\bthang\b|\bquy\b|\btuan\b|\d\s*/\s*\d")
_YEARS = re.compile(r"(?:(?:trong|vao|den|truoc|het|cuoi) )*(?:nam )?(?:19|20)\d\d")
_PERIOD = re.compile(r"(?:giai doan )?(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d")
_BOUND = re.compile(r"\b(?:trong|vao|den|truoc|het|cuoi)\b")
# Right after the number of a document, or after its kind and whatever says which one, stands its date.
_AFTER_DOCUMENT = re.compile(
    r"\d\s*/\s*(?:\d{4}\s*/\s*)?[a-z&']{1,8}(?:\s*[-–]\s*[a-z0-9]{1,10})*\s*+(?:cua [^,;.]{0,25})?[\s,(]*+$"
    r"|\d\s*[-–]\s*[a-z]{2}/[a-z]{2}\s*$"
    r"|\b(?:nghi (?:dinh|quyet)|quyet dinh|cong van|luat|thong tu|chi thi|ket luan)\b[^,;.:]{0,45}$"
)
_BEFORE_CHARS = 60
_SAYS = re.compile(r"\d|\btu ngay\b")
_WORDS_OF_TIME = re.compile(r"\b(?:hang|moi) \w|\bquy\b|thuong xuyen|dot xuat|\btheo (?:quy dinh|ke hoach)\b|\btuan\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which kind of time is asked for: how often, or one with a day, quarter or month in it, or any."""

    often: bool
    shape: re.Pattern[str] | None
    of_years: bool

    def fits(self, text: str) -> bool:
        """Whether a time is of this kind."""
        folded = fold(joined_digits(text))
        if not is_time(text):
            return False
        return self.shape is None or self.shape.search(folded) is not None

    def worth(self, text: str) -> float:
        """How well a time answers, 0..1."""
        if self.often:
            return 1.0 if is_frequency(text) else VAGUE_SHARE
        if self.of_years:
            return 1.0
        return specificity(text)


def asked_time(question: str) -> Asked:
    """The kind of time that a folded question asks for."""
    often = any(sign in question for sign in _FREQUENCY_ASKED) or _ONCE_IN.search(question) is not None
    shapes = ((_SPAN_ASKED, _SPAN), (_DAY_ASKED, _DAY), (_QUARTER_ASKED, _QUARTER), (_MONTH_ASKED, _MONTH))
    shape = next((shape for asks, shape in shapes if asks.search(question)), None)
    return Asked(often=often, shape=None if often else shape, of_years=_YEAR_ASKED.search(question) is not None)


def extract(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The deadline or frequency asked for; None where the passage names none."""
    question = fold(f"{query.question} {query.reading}")
    asked = asked_time(question)
    task = best_task(
        [task for task in library.tasks_at(passage.source, whole(passage)) if asked.fits(task.deadline or "")], subject
    )
    if task is not None and task.deadline:
        spans = row_spans(task, passage, task.deadline_span)
        said = as_quoted(task.deadline, task.deadline_span, spans, library.reading(passage.source))
        value = tidy(said, max_words=MAX_WORDS)
        strength = register_strength(task, subject) * asked.worth(value)
        return _finding(value, passage, strength=strength, spans=spans)
    return _from_words(query, question, asked, passage, subject)


def times(text: str) -> tuple[Sign, ...]:
    """The times of the text."""
    return tuple(sign for sign in dates(text) if is_time(sign.text))


def is_time(text: str) -> bool:
    """Whether some words say when or how often: a number alone does not, nor "7/21", which no calendar has."""
    folded = fold(joined_digits(text))
    days = list(_WRITTEN_DAY.finditer(folded))
    if any(not _is_day(match, folded) for match in days):
        return False
    return bool(days or _WORDS_OF_TIME.search(folded) or any(_SAYS.search(sign.text) for sign in dates(folded)))


def is_frequency(text: str) -> bool:
    """Whether a time says how often."""
    return _FREQUENCY.search(fold(text)) is not None


def specificity(text: str) -> float:
    """How exactly a time says when, 0..1: a day, month or quarter most, how often less, the years of a plan least."""
    folded = fold(joined_digits(text)).strip()
    if _MONTH_OR_QUARTER.search(folded) and not folded.startswith(("hang", "moi", "dinh")):
        return 1.0
    if is_frequency(folded):
        return 0.8
    if _PERIOD.fullmatch(folded):
        return 0.4
    if _YEARS.fullmatch(folded):
        return 0.9 if _BOUND.search(folded) else 0.4
    return 0.9


def is_date_of_document(sign: Sign, text: str) -> bool:
    """Whether the date is that of a decree or letter: "số 76/NQ-CP ngày 15/7/2021"."""
    before = fold(text[max(0, sign.start - _BEFORE_CHARS) : sign.start])
    return _AFTER_DOCUMENT.search(before) is not None


def _from_words(
    query: Query, question: str, asked: Asked, passage: Passage, subject: Subject
) -> CandidateAnswer | None:
    text = joined_digits(passage.reading)
    found = [sign for sign in times(text) if asked.fits(sign.text) and not is_date_of_document(sign, text)]
    if asked.often:
        found = [sign for sign in found if is_frequency(sign.text)]
    elif asked.shape is None:
        if not asked.of_years:  # the years of a plan or an index are no time at which something is done
            found = [sign for sign in found if specificity(sign.text) > _VAGUE] or found
        own = [mention for mention in query.mentions if not mention.is_horizon]
        years = {str(year) for mention in own for year in (mention.first, mention.last)}
        found = [sign for sign in found if not _repeats(sign, years)]
    if not found:
        return None

    def worth(sign: Sign) -> float:
        return _fit(sign, found, text, subject) * (0.5 + 0.5 * asked.worth(sign.text))

    best = min(found, key=lambda sign: (-worth(sign), sign.start))
    value = _spell(best, text) if _SPAN_ASKED.search(question) else best.text
    strength = STRENGTH_DATE * (0.5 + 0.5 * min(1.0, _fit(best, found, text, subject))) * asked.worth(best.text)
    return _finding(tidy(value), passage, strength=strength, spans=(whole(passage),))


def _finding(value: str, passage: Passage, *, strength: float, spans: tuple[Span, ...]) -> CandidateAnswer:
    shown = quarters_as_written(value)
    return CandidateAnswer(
        value=shown[:1].upper() + shown[1:],
        source=passage.source,
        spans=spans,
        values=(value,),
        strength=strength,
        kind="deadline",
    )


def _repeats(sign: Sign, asked: set[str]) -> bool:
    """Whether a date only says again the years that the question named."""
    folded = fold(sign.text)
    return bool(_YEARS_ONLY.fullmatch(folded)) and set(re.findall(r"(?:19|20)\d\d", folded)) <= asked


def _fit(sign: Sign, found: Sequence[Sign], text: str, subject: Subject) -> float:
    """How much of the subject the date's own words hold: those since the date before it, a little its whole clause."""
    before = [other.end for other in found if other.end <= sign.start]
    begin = max(before[-1] if before else 0, sign.start - _WINDOW_CHARS)
    home = next((part for part in clauses(text) if part.start <= sign.start < part.end), Clause(text, 0, len(text)))
    own = share_of_terms(subject, terms(text[begin : sign.end]))
    return 0.7 * own + 0.3 * share_of_terms(subject, terms(home.text))


def _spell(sign: Sign, text: str) -> str:
    """A stretch of time from the date on: "từ tháng 4/2020 đến tháng 10/2020", the words between as they were read."""
    second = _SECOND_MONTH.match(text[sign.end :])
    return sign.text + second.group() if second else sign.text


def _is_day(match: re.Match[str], folded: str) -> bool:
    """Whether "a/b" is a day of a month, or a month of a year; without a year only behind a word that names a day."""
    first, second, year = int(match.group(1)), int(match.group(2)), match.group(3)
    if not (1 <= first <= 31 and 1 <= second <= 12):
        return False
    return year is not None or _NAMED_DAY.search(folded[: match.start()]) is not None

"""By when, how often: the register's deadline, else the date that stands nearest to the question's words."""

import re
from collections.abc import Sequence

from ingest.documents import Passage, Span, Task
from ingest.vietnamese.fold import fold
from parc_search.extract.agency import best_task, register_strength, row_spans
from parc_search.extract.clauses import Clause, clauses, joined_digits, tidy
from parc_search.extract.finding import Finding
from parc_search.extract.places import as_quoted, whole
from parc_search.library import Library
from parc_search.match import Subject, share_of_terms
from parc_search.query import Query
from parc_search.signs import Sign, dates
from parc_search.terms import terms

MAX_WORDS = 30
STRENGTH_DATE = 0.75
_FREQUENCY = re.compile(
    r"\b(?:hang|moi) |\bdinh ky\b|/\s*(?:1 )?l\w{1,2}\b|\blan\s*/|\bthuong xuyen\b|\b(?:mot|1) lan\b"
)
_SAYS_WHEN = re.compile(r"\d|\b(?:hang|moi) \w|\bquy\b|thuong xuyen|dot xuat")
_WINDOW_CHARS = 200
_SPAN_ASKED = re.compile(r"\btu (?:thang|ngay|quy) (?:may|nao) den\b|\bfrom which\b")
_SECOND_MONTH = re.compile(r"\s+\w{1,4}\s+(?:\w+\s+)?\d{1,2}/\d{4}")
_DAY_ASKED = re.compile(r"\bngay (?:nao|may|bao nhieu)\b|\bwhat date\b")
_DAY = re.compile(r"\d\s*/\s*\d|ngay \d|thang \d")
_YEARS_ONLY = re.compile(r"(?:trong |giai doan )*(?:nam )?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?")
_FREQUENCY_ASKED = ("bao lau", "may lan", "theo tuan", "dinh ky", "how often", "how frequently", "moi lan")


def extract(query: Query, passage: Passage, subject: Subject, library: Library) -> Finding | None:
    """The deadline or frequency asked for; None where the passage names none."""
    question = fold(f"{query.question} {query.reading}")
    often = any(sign in question for sign in _FREQUENCY_ASKED)
    by_day = _DAY_ASKED.search(question) is not None
    task = best_task(
        [task for task in library.tasks_at(passage.source, whole(passage)) if _says_when(task, by_day=by_day)], subject
    )
    if task is not None and task.deadline:
        spans = row_spans(task, passage, task.deadline_span)
        said = as_quoted(task.deadline, task.deadline_span, spans, library.reading(passage.source))
        value = tidy(said, max_words=MAX_WORDS)
        return _finding(value, passage, strength=register_strength(task, subject), spans=spans)
    text = joined_digits(passage.reading)
    found = [sign for sign in dates(text) if not _is_document_date(sign, text)]
    if often:
        found = [sign for sign in found if _is_frequency(sign)]
    elif by_day:
        found = [sign for sign in found if _DAY.search(fold(sign.text))]
    else:
        own = [mention for mention in query.mentions if not mention.is_horizon]
        asked = {str(year) for mention in own for year in (mention.first, mention.last)}
        found = [sign for sign in found if not _repeats(sign, asked)]
    if not found:
        return None
    best = min(found, key=lambda sign: (-_fit(sign, found, text, subject), sign.start))
    value = _spell(best, text) if _SPAN_ASKED.search(question) else best.text
    strength = STRENGTH_DATE * (0.5 + 0.5 * min(1.0, _fit(best, found, text, subject)))
    return _finding(tidy(value), passage, strength=strength, spans=(whole(passage),))


def _finding(value: str, passage: Passage, *, strength: float, spans: tuple[Span, ...]) -> Finding:
    return Finding(
        value=value[:1].upper() + value[1:],
        source=passage.source,
        spans=spans,
        values=(value,),
        strength=strength,
        kind="deadline",
    )


def _says_when(task: Task, *, by_day: bool) -> bool:
    """Whether a task's deadline says when, and where a day is asked for, a day."""
    when = fold(joined_digits(task.deadline or ""))
    return bool((_DAY if by_day else _SAYS_WHEN).search(when))


def _is_document_date(sign: Sign, text: str) -> bool:
    """Whether the date is that of a decree: "số 76/NQ-CP ngày 15/7/2021"."""
    before = fold(text[max(0, sign.start - 25) : sign.start])
    return any(code in before for code in ("-cp", "-ubnd", "-ttg", "-hdnd", "/tu", "-tu", "qd-", "nq", "-bnv"))


def _repeats(sign: Sign, asked: set[str]) -> bool:
    """Whether a date only says again the years that the question named."""
    folded = fold(sign.text)
    return bool(_YEARS_ONLY.fullmatch(folded)) and set(re.findall(r"(?:19|20)\d\d", folded)) <= asked


def _is_frequency(sign: Sign) -> bool:
    folded = fold(sign.text)
    return bool(_FREQUENCY.search(folded))


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

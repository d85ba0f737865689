"""What one agency has to do: its tasks from the register, where a question asks for nothing else.

"Sở Nội vụ phải làm những gì?" holds no subject to look for; passages near it are near every question about the agency.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Span, Task
from ingest.language.fold import fold
from parc_search.answering.extract.sentences import tidy
from parc_search.citing.citations import cite, verdict
from parc_search.citing.quotes import Verdict
from parc_search.citing.value_support import stands_in
from parc_search.question.query import Query
from parc_search.question.years import year_fit
from parc_search.ranking.snapshot import Snapshot
from parc_search.results import Citation
from parc_search.text.agency_names import exact_mentions, is_named
from parc_search.text.terms import terms

# A list is at most 90 words long; under so few words a task cannot be told from another.
MAX_LIST_WORDS, LEAST_TASK_WORDS = 88, 6
MAX_CITED = 10
_ASKED = re.compile(
    r"\b(?:phai|can|se|co|duoc (?:giao|phan cong)|chiu trach nhiem|phu trach|chu tri|dam nhiem|lo|lam)\b.{0,40}"
    r"\b(?:nhung gi|gi|(?:viec|nhiem vu|trach nhiem|cong viec) (?:gi|nao))\b"
    r"|\b(?:nhiem vu|trach nhiem|cong viec)\b.*\b(?:la gi|nhung gi|gom (?:nhung )?gi)\b"
    r"|^(?:nhiem vu|trach nhiem|cong viec) cua\b"
)
# What such a question says besides the agency: it names the plan, or says again that tasks are asked for.
_SAYS_NOTHING_WORDS = """
    nhiem vu viec cong trach phan giao phu thuc hien to chuc cai cach hanh chinh ke hoach theo ban duoc phai chiu tinh
    thanh pho quan huyen phuong xa
"""
_SAYS_NOTHING = frozenset(_SAYS_NOTHING_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """An agency's tasks of one document as a list, with the citations that bear them and every verdict."""

    agency: str
    value: str
    citations: tuple[Citation, ...]
    verdicts: tuple[Verdict, ...]
    confidence: float


def agency_of_duties(query: Query) -> str | None:
    """The one agency whose tasks are asked for; None where something else is asked, or more than that."""
    if not _ASKED.search(" ".join(fold(query.reading).split())):
        return None
    found = exact_mentions(query.reading)
    named = {mention.name for mention in found if is_named(mention.name)}
    if len(named) != 1:
        return None
    name = named.pop()
    own = {*terms(name), *(term for m in found for term in terms(query.reading[m.start : m.end]))}
    return None if set(query.content) - own - _SAYS_NOTHING else name


def duties(query: Query, library: Snapshot) -> Duties | None:
    """The tasks that the agency leads in the document that fits the question's years best, the latest of equals."""
    name = agency_of_duties(query)
    if name is None:
        return None
    entries = library.catalogue.of_place(query.scope.place)
    if query.scope.sources:
        entries = library.catalogue.of_sources(query.scope.sources)

    def fit(years: tuple[int, int] | None) -> tuple[float, int]:
        return sum(year_fit(mention, years) for mention in query.mentions), years[1] if years else 0

    for entry in sorted(entries, key=lambda entry: fit(entry.metadata.years), reverse=True):
        if query.mentions and not fit(entry.metadata.years)[0]:
            return None  # no document of the years asked for gives the agency a task
        rows = [task for task in library.tasks(entry.source) if fold(name) in map(fold, task.lead)]
        if found := _listed(name, [row for row in rows if row.part == "body"] or rows, library):
            return found
    return None


def _listed(name: str, rows: Sequence[Task], library: Snapshot) -> Duties | None:
    rows = rows[:MAX_CITED]
    room = max(LEAST_TASK_WORDS, MAX_LIST_WORDS // max(1, len(rows)))
    said, citations, verdicts, sure = [], [], [], []
    headings: set[Span] = set()
    for row in rows:
        # The heading that names the agency is quoted once, with the first task under it.
        heading = [row.lead_span] if row.lead_span and row.lead_span not in headings else []
        headings.update(heading)
        spans = [row.task_span, *heading]
        cited = cite(row.source, spans, library)
        checked = [verdict(citation, library) for citation in cited]
        task = tidy(row.task, max_words=room)
        good = [citation for citation, found in zip(cited, checked, strict=True) if found.is_good]
        if good and any(stands_in(task, citation.quote) for citation in good):
            said.append(task)
            citations += good[:1]
            sure.append(row.confidence)
        verdicts += checked
    if not said:
        return None
    value = tidy("; ".join(said), max_words=MAX_LIST_WORDS)
    return Duties(agency=name, value=value, citations=tuple(citations), verdicts=tuple(verdicts), confidence=min(sure))

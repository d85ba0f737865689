"""What a document says of itself as an answer: signer, dates, issuer, title, what it amends or ends.

The value is the metadata's; the citation is where the document says it: the letterhead, the title, the signature block,
the clause of force. A value whose words are not found in the text is not shown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.documents import Document, Metadata, Span
from ingest.language.dates import written_dates
from ingest.language.document_numbers import document_numbers, first_number, number_key
from ingest.language.fold import fold
from parc_search import messages
from parc_search.answering.extract.sentences import tidy
from parc_search.citing.citations import cite, verdict
from parc_search.citing.quotes import Verdict
from parc_search.question.attributes import AskedAttribute
from parc_search.question.catalogue import CatalogueEntry
from parc_search.question.named_documents import same_number
from parc_search.ranking.snapshot import Snapshot
from parc_search.results import Citation
from parc_search.text.terms import terms

HEAD_CHARS = 3000
MAX_QUOTE = 600
MAX_LISTED = 10
MAX_WORDS = 88
LAST_MONTH_WITH_ZERO = 2
KINDS = {
    "signer": "passage",
    "signed_on": "deadline",
    "effective_from": "deadline",
    "issuer": "agency",
    "title": "passage",
    "number": "legal_basis",
    "amends": "legal_basis",
    "replaces": "legal_basis",
    "amended_by": "legal_basis",
    "replaced_by": "legal_basis",
    "documents": "list",
    "text": "passage",
}
# What stands in the head or the signature of a document: missing there, it is nowhere.
IN_HEAD = frozenset({"signer", "signed_on", "issuer", "title", "number"})
_IN_FORCE = re.compile(r"\bhieu\s+luc\b")
_ENDING = re.compile(r"\b(?:thay\s+the|bai\s+bo|huy\s+bo|het\s+hieu\s+luc)\b")
_AMENDING = re.compile(r"\b(?:sua\s+doi|bo\s+sung)\b")
_LINE = re.compile(r"[^\n]*\n?")
# How far from the number of an ended document the word that ends it may stand: a clause may list several.
_CLAUSE_REACH = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value that a document says of itself, with the checked citations that bear it; `where` names the document."""

    name: str
    value: str
    sentence: str
    citations: tuple[Citation, ...]
    verdicts: tuple[Verdict, ...]


def facts_of(asked: AskedAttribute, library: Snapshot) -> Fact | str | None:
    """All that is asked of the document in one answer; what it does not say is named, never left out in silence.

    None where the question describes another document than the one it names.
    """
    if asked.described and not any(_says(source, asked.described, library) for source in asked.sources):
        return None
    told = [(name, fact_of(replace(asked, name=name, also=()), library)) for name in (asked.name, *asked.also)]
    if len(told) == 1 or any(item is None for _, item in told):
        return told[0][1]
    facts = [item for _, item in told if isinstance(item, Fact)]
    if not facts:
        return next(item for _, item in told)
    parts = [
        f"{messages.ATTRIBUTES[name]}: {item.value if isinstance(item, Fact) else messages.NOT_STATED}"
        for name, item in told
    ]
    missing = [item for _, item in told if isinstance(item, str)]
    return Fact(
        name=facts[0].name,
        value="; ".join(parts),
        sentence=" ".join((*(fact.sentence for fact in facts), *missing)),
        citations=tuple(citation for fact in facts for citation in fact.citations),
        verdicts=tuple(checked for fact in facts for checked in fact.verdicts),
    )


def fact_of(asked: AskedAttribute, library: Snapshot) -> Fact | str | None:
    """The fact asked for; the reason why there is none; None where the question must be answered otherwise."""
    if asked.name == "documents":
        return _listing(asked, library)
    if asked.name in ("replaced_by", "amended_by") and asked.named is not None:
        found = _by_others(asked, library)
        own = _said_of(asked, library) if found is None and asked.sources and asked.name == "amended_by" else None
        return found or (own if isinstance(own, Fact) else None)
    if not asked.sources:
        needs_it = asked.name in ("signer", "effective_from", "title", "amends", "replaces")
        return messages.NO_SUCH_DOCUMENT.format(name=_name(asked)) if needs_it and asked.named is not None else None
    if len(asked.sources) > 1:
        names = "; ".join(document_name(entry.metadata) for entry in library.catalogue.of_sources(asked.sources))
        return messages.WHICH_DOCUMENT.format(names=tidy(names, max_words=MAX_WORDS))
    told = _said_of(asked, library)
    # What the head says is read whole; what ends or changes another act may stand anywhere, and be read there.
    return told if isinstance(told, Fact) or asked.name in IN_HEAD else None


def _says(source: str, described: Sequence[str], library: Snapshot) -> bool:
    """Whether the document's own text has all of these folded terms."""
    return frozenset(terms(library.document(source).reading.text)).issuperset(described)


def text_of(source: str, span: Span, library: Snapshot) -> Fact | None:
    """The text of an article or clause as the answer, its quote whole."""
    entry = library.catalogue.of_sources((source,))[0]
    reading = " ".join(library.document(source).reading.read(span.start, span.end).split())
    return _fact("text", reading, document_name(entry.metadata), [(entry, [span])], library)


def document_name(metadata: Metadata) -> str:
    """A document by kind, number and day: "Kế hoạch số 252/KH-UBND ngày 12/01/2025"; by its title without a number."""
    if not metadata.number:
        return f"“{metadata.title}”"
    day = f" ngày {shown_day(metadata.signed_on)}" if metadata.signed_on else ""
    return f"{metadata.kind or messages.DOCUMENT} số {metadata.number}{day}"


def shown_day(day: date) -> str:
    """A day as offices write it: a zero before days under 10 and before January and February (Nghị định 30/2020)."""
    month = f"{day.month:02d}" if day.month <= LAST_MONTH_WITH_ZERO else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _name(asked: AskedAttribute) -> str:
    if asked.named is None:
        return messages.DOCUMENT.lower()
    return f"{asked.named.kind or messages.DOCUMENT} {asked.named.number}"


def _said_of(asked: AskedAttribute, library: Snapshot) -> Fact | str:
    entry = library.catalogue.of_sources(asked.sources[:1])[0]
    metadata = entry.metadata
    values = _values(asked.name, metadata)
    missing = messages.ATTRIBUTE_NOT_STATED.format(
        document=document_name(metadata), attribute=messages.ATTRIBUTES[asked.name]
    )
    if not values:
        return missing
    document = library.document(entry.source)
    spans = [span for value in values if (span := _span(asked.name, value, metadata, document)) is not None]
    if not spans:
        return missing
    shown = "; ".join(_shown(value, asked.name) for value in values)
    if asked.name == "number":
        shown = document_name(metadata)
    if asked.name == "signer" and metadata.signer_role:
        shown = f"{shown} ({metadata.signer_role})"
    return _fact(asked.name, shown, document_name(metadata), [(entry, spans)], library) or missing


def _shown(value: str | date, name: str) -> str:
    """A value as it is shown: a day as offices write it, another document with the kind that its number names."""
    if isinstance(value, date):
        return shown_day(value)
    number = first_number(value) if name not in IN_HEAD else None
    return value if number is None else f"{number.kind} số {number.text}"


def _by_others(asked: AskedAttribute, library: Snapshot) -> Fact | None:
    """The documents of the store that end or change the named one, by what they say themselves."""
    named = asked.named
    if named is None:
        return None
    found: list[tuple[CatalogueEntry, list[Span]]] = []
    for entry in library.catalogue.entries:
        theirs = entry.metadata.replaces if asked.name == "replaced_by" else entry.metadata.amends
        for number in theirs:
            if same_number(number, named):
                span = _span(asked.name, number, entry.metadata, library.document(entry.source))
                if span is not None:
                    found.append((entry, [span]))
                break
    if not found:
        return None
    shown = "; ".join(document_name(entry.metadata) for entry, _ in found)
    return _fact(asked.name, shown, _name(asked), found, library)


def _listing(asked: AskedAttribute, library: Snapshot) -> Fact | str:
    entries = library.catalogue.of_sources(asked.sources)
    if not entries:
        return messages.NO_DOCUMENT_OF_KIND
    found = []
    for entry in entries[:MAX_LISTED]:
        span = _head(library.document(entry.source))
        if span is not None:
            found.append((entry, [span]))
    count = messages.DOCUMENT_COUNT.format(count=len(entries))
    names = tidy(
        "; ".join(document_name(entry.metadata) for entry, _ in found), max_words=MAX_WORDS - len(count.split())
    )
    return _fact("documents", f"{count}: {names}", "", found, library) or messages.NO_DOCUMENT_OF_KIND


def _fact(
    name: str,
    value: str,
    document: str,
    found: Sequence[tuple[CatalogueEntry, Sequence[Span]]],
    library: Snapshot,
) -> Fact | None:
    citations, verdicts = [], []
    for entry, spans in found:
        for citation in cite(entry.source, spans, library):
            checked = verdict(citation, library)
            verdicts.append(checked)
            if checked.is_good:
                citations.append(citation)
    if not citations:
        return None
    sentence = messages.ATTRIBUTE_SENTENCES[name].format(document=document, answer=value)
    return Fact(name=name, value=value, sentence=sentence, citations=tuple(citations), verdicts=tuple(verdicts))


def _values(name: str, metadata: Metadata) -> tuple[str | date, ...]:
    if name == "title":
        return (metadata.title,)
    value = getattr(metadata, name, None)
    if value is None:
        return ()
    return tuple(value) if isinstance(value, tuple) else (value,)


def _span(name: str, value: str | date, metadata: Metadata, document: Document) -> Span | None:
    """Where the document says the value; None where its words are not found."""
    if isinstance(value, date):
        place = _of_day(value, document, in_force=name == "effective_from", signed_on=metadata.signed_on)
    elif name == "signer":
        place = _of_signer(value, document)
    elif name == "issuer":
        place = _of_terms(value, document) or _of_number(metadata.number, document, None)
    elif name == "title":
        place = _of_title(value, document)
    elif name == "number":
        place = _of_number(value, document, None)
    else:
        place = _of_number(value, document, _AMENDING if name in ("amends", "amended_by") else _ENDING)
    if place is None:
        return None
    start, end = document.reading.to_source(*place)
    return Span(start=start, end=end)


def _of_day(day: date, document: Document, *, in_force: bool, signed_on: date | None) -> tuple[int, int] | None:
    """The line of the head with the day of signing; or the sentence of force with its day, or with how it counts."""
    text = document.reading.text
    folded = fold(text)
    if len(folded) != len(text):
        return None
    if not in_force:
        days = [found for found in written_dates(folded) if found.day == day]
        return _lines(text, days[0].start, days[0].end) if days else None
    counted = None
    for force in _IN_FORCE.finditer(folded):
        place = _sentence(text, force.start(), force.end())
        told = list(written_dates(folded[place[0] : place[1]]))
        if any(found.day == day for found in told):
            return place
        if not told and re.search(r"\bky\b|\bban hanh\b|\bngay\b", folded[place[0] : place[1]]) and signed_on:
            counted = counted or place
    return counted


def _of_signer(name: str, document: Document) -> tuple[int, int] | None:
    """The signature block: from the office over the name to the name; its last place in the text."""
    text = document.reading.text
    at = fold(text).rfind(fold(name)) if len(fold(text)) == len(text) else -1
    if at < 0:
        return None
    start = at
    for _ in range(4):
        before = text.rfind("\n", 0, max(0, start - 1))
        if before < 0 or at - before > MAX_QUOTE // 2:
            break
        start = before + 1
    return start, at + len(name)


def _of_terms(value: str, document: Document) -> tuple[int, int] | None:
    """The fewest first lines of the head, one to four, that hold all terms of the value."""
    text = document.reading.text[:HEAD_CHARS]
    wanted = set(terms(value))
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    for count in range(1, 5):
        for at in range(len(lines) - count + 1):
            start, end = lines[at][0], lines[at + count - 1][1]
            if end - start <= MAX_QUOTE and wanted <= set(terms(text[start:end])):
                return start, end
    return None


def _of_title(title: str, document: Document) -> tuple[int, int] | None:
    """The lines of the head that hold the title's words."""
    text = document.reading.text[:HEAD_CHARS]
    wanted = set(terms(title))
    best: tuple[int, int] | None = None
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    for at, (start, _) in enumerate(lines):
        for _, end in lines[at : at + 8]:
            if end - start > MAX_QUOTE:
                break
            if wanted <= set(terms(text[start:end])) and (best is None or end - start < best[1] - best[0]):
                best = start, end
    return best


def _of_number(number: str | None, document: Document, said: re.Pattern[str] | None) -> tuple[int, int] | None:
    """The first place of the number; with `said`, the first near which a word of it stands; a law's name likewise."""
    text = document.reading.text
    folded = fold(text)
    if number is None or len(folded) != len(text):
        return None
    for start, end in _places(number, text, folded):
        if said is None:
            return _lines(text, start, end)
        near = max(0, start - _CLAUSE_REACH)
        if found := list(said.finditer(folded, near, min(len(text), end + _CLAUSE_REACH))):
            first = min((match.start() for match in found), key=lambda at: abs(at - start))
            if abs(first - start) <= MAX_QUOTE // 2:
                return _sentence(text, min(first, start), max(end, first))
            return _sentence(text, start, end)
    return None


def _places(number: str, text: str, folded: str) -> Iterator[tuple[int, int]]:
    key = number_key(number)
    if key[:1].isdigit():
        yield from ((found.start, found.end) for found in document_numbers(text) if found.key == key)
    else:
        name = fold(number)
        at = folded.find(name)
        while at >= 0:
            yield at, at + len(name)
            at = folded.find(name, at + 1)


def _head(document: Document) -> Span | None:
    """The first lines of a document."""
    text = document.raw.text
    end = min(len(text), MAX_QUOTE // 2)
    start = len(text) - len(text.lstrip())
    last = text.rfind("\n", start + 1, end) if len(text) > end else end
    return Span(start=start, end=last if last > start else end) if text.strip() else None


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines of a place, no longer than a quote."""
    first = max(text.rfind("\n", 0, start) + 1, start - MAX_QUOTE // 2)
    stop = text.find("\n", end)
    return first, min(len(text) if stop < 0 else stop, end + MAX_QUOTE // 2)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of a place, ended by a full stop or a line, no longer than a quote."""
    low = max(0, start - MAX_QUOTE // 2)
    stops = [match.end() for match in re.compile(r"[.;]\s+|\n").finditer(text, low, start)]
    stop = re.compile(r"[.;](?=\s)|\n|$").search(text, end, min(len(text), end + MAX_QUOTE // 2))
    return (stops[-1] if stops else low), (stop.end() if stop else min(len(text), end + MAX_QUOTE // 2))

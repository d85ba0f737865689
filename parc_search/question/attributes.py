"""Which attribute of a document a question asks for (`signer`, `signed_on`, `effective_from` …), and of which.

The question must be about the document itself: what it says beside the document and the asking words has to be what
the document says of itself (its kind, place, years, title), or it asks for something in the document.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.language.fold import fold
from parc_search.question.catalogue import Catalogue, CatalogueEntry
from parc_search.question.language import FOLDED_FUNCTION_WORDS
from parc_search.question.named_documents import NamedDocument, document_kinds, document_pattern, kind_pattern
from parc_search.question.years import EXACT, YearMention, year_fit
from parc_search.text.terms import terms

_FILE = Path(__file__).with_name("attributes.toml")
# Without a number so many words of its title name a document, or its kind with its place or years.
LEAST_TITLE_TERMS = 3
# A document named by number may be described by its text too ("về Đề án 06"), but mostly by what its head says.
MOST_BEYOND_HEAD = 1 / 3
_SAID_OF_ANY = frozenset(
    fold(
        "ngày tháng năm số kế hoạch văn bản tài liệu ban hành ký hiệu lực thi hành áp dụng quy định về việc tỉnh thành "
        "phố tp giai đoạn document date year number issue issued signed please tell exact exactly day city provincial "
        "province people committee into effect force come came comes enter take takes took who whom there any"
    ).split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAttribute:
    """An attribute of documents: its name, the documents of the store that are meant, and what the question named.

    `also` are further attributes of the same document that it asks for. No `sources` with a `named` document: the
    store has no such; several without a number: which one is not said. `described` are folded terms by which the
    question describes the document beyond what its head says: its text must have them all.
    """

    name: str
    sources: tuple[str, ...]
    named: NamedDocument | None = None
    also: tuple[str, ...] = ()
    described: tuple[str, ...] = ()


def asked_attribute(
    question: str,
    catalogue: Catalogue,
    *,
    named: Sequence[NamedDocument],
    places: Iterable[str],
    mentions: Sequence[YearMention],
    is_foreign: bool,
) -> AskedAttribute | None:
    """What the question asks of a document itself; None where it asks for something else."""
    folded = fold(question)
    matches: dict[str, re.Match[str]] = {}
    for one, pattern in _patterns():
        if one not in matches and (match := pattern.search(folded)):
            matches[one] = match
    if not matches:
        return None
    # "số bao nhiêu, ban hành ngày nào": a document is told by its number and its day together.
    name = "number" if "number" in matches and not named else next(iter(matches))
    asking = [match.span() for match in matches.values()] if name == "number" else [matches[name].span()]
    also = []
    for other, match in matches.items():
        if name != "number" and all(match.end() <= start or end <= match.start() for start, end in asking):
            also.append(other)
            asking.append(match.span())
    if name == "documents":
        entries = [entry for entry in catalogue.of_place(places) if _has_kind(entry, folded, asking[0])]
        return AskedAttribute(name=name, sources=tuple(entry.source for entry in entries))
    if name == "number" and named:
        return None
    if len(named) == 1:
        spans = [(start, end) for _, start, end in catalogue.places_in(question)]
        rest = _rest(folded, [*asking, *spans, (named[0].start, named[0].end)])
        told = _told_of(catalogue, named[0].sources)
        beyond = rest - told - _terms_of(places)
        is_unknown = not named[0].sources and len(rest) <= 1
        if not is_unknown and len(beyond) > max(1, MOST_BEYOND_HEAD * len(rest)):
            return None
        return AskedAttribute(
            name=name,
            sources=() if is_foreign else named[0].sources,
            named=named[0],
            also=tuple(also),
            described=() if is_unknown else tuple(sorted(beyond)),
        )
    if named or is_foreign:
        return None
    return _by_description(name, folded, asking, catalogue, places, mentions)


def _by_description(
    name: str,
    folded: str,
    asking: Sequence[tuple[int, int]],
    catalogue: Catalogue,
    places: Iterable[str],
    mentions: Sequence[YearMention],
) -> AskedAttribute | None:
    """The attribute of the documents that the words around the asking ones describe whole."""
    rest = _rest(folded, asking)
    outside = list(folded)
    for start, end in asking:
        outside[start:end] = "|" * (end - start)
    kind = re.search(rf"\b(?P<kind>{kind_pattern()})\b", "".join(outside))
    wanted = document_kinds()[kind["kind"]] if kind else None
    places = tuple(places)
    if kind and wanted:
        rest -= {*terms(wanted), *kind["kind"].split()}
    elif not places:
        return None  # "quy chế phối hợp … Lai Châu": by title and place alone
    fitting = []
    for entry in catalogue.of_place(places):
        is_other = wanted and entry.metadata.kind != wanted and fold(wanted) not in fold(entry.metadata.title)
        if is_other or rest - _told_of(catalogue, (entry.source,)):
            continue
        if any(
            year_fit(mention, entry.metadata.years) < EXACT and not _signed_in(entry, mention) for mention in mentions
        ):
            continue
        described = rest & set(terms(entry.metadata.title))
        if (wanted and places and mentions) or len(described) >= LEAST_TITLE_TERMS:
            fitting.append(entry.source)
    return AskedAttribute(name=name, sources=tuple(fitting)) if fitting else None


def _signed_in(entry: CatalogueEntry, mention: YearMention) -> bool:
    day = entry.metadata.signed_on
    return day is not None and mention.first <= day.year <= mention.last


def _has_kind(entry: CatalogueEntry, folded: str, asking: tuple[int, int]) -> bool:
    kind = re.search(rf"\b({kind_pattern()})\b", folded[asking[0] : asking[1]])
    return kind is None or entry.metadata.kind == document_kinds()[kind.group(1)]


def _told_of(catalogue: Catalogue, sources: Iterable[str]) -> set[str]:
    """The terms of what the documents say of themselves."""
    found: set[str] = set()
    for entry in catalogue.of_sources(sources):
        told = entry.metadata
        days = [day for day in (told.signed_on, told.effective_from) if day]
        for text in (told.title, told.kind, told.issuer, told.number, *told.place, *map(str, told.years or ())):
            found.update(terms(text or ""))
        found.update(str(day.year) for day in days)
        found.update(str(year) for years in [told.years] if years for year in range(years[0], years[1] + 1))
    return found


def _terms_of(names: Iterable[str]) -> set[str]:
    return {term for name in names for term in terms(name)}


def _rest(folded: str, spans: Iterable[tuple[int, int]]) -> set[str]:
    """The terms that say something outside the spans."""
    text = list(folded)
    for start, end in spans:
        text[start:end] = "|" * (end - start)
    found = {term for term in terms("".join(text)) if len(term) > 1 or term.isdigit()}
    return found - FOLDED_FUNCTION_WORDS - _SAID_OF_ANY


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["attribute"]
    doc = f"(?:{document_pattern()})"
    return tuple(
        (str(row["name"]), re.compile(pattern.replace("{doc}", doc))) for row in rows for pattern in row["patterns"]
    )

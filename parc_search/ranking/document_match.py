"""Which documents a question names by number: "Kế hoạch 597", "NĐ 25/2025", "80/2025/QĐ-UBND".

Half of all questions that clerks ask of a store with many documents name one so. The number is compared as a number,
the kind and the year only where both sides say them. A number that no document of the store bears is that of a cited
document: it belongs to the subject, and favours nothing.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.documents import Metadata
from ingest.language.fold import fold
from parc_search.question.catalogue import CatalogueEntry

# A decision that issues a plan is asked for as a plan: the number says more than the kind. Set by hand.
OTHER_KIND_FIT = 0.5
# A document about another ("Hỏi đáp về Nghị quyết 74") bears the number in its title.
TITLE_FIT = 0.5

_NAMES_FILE = Path(__file__).with_name("document_names.toml")
_YEAR = r"(?:19|20)\d\d"
_CODE = r"[a-z]{1,8}(?:\d{1,2})?"
_NUMBER = rf"(\d{{1,5}})(?:\s?[/-]\s?({_YEAR})(?!\d))?(?:\s?[/-]\s?({_CODE})\b)?(?![\d%]|[.,]\d)"
_NAMED_YEAR = re.compile(rf"\s*(?:nam|ngay \d{{1,2}}[/-]\d{{1,2}}[/-])\s*({_YEAR})\b")
_CODED = re.compile(rf"(?<![\w/.,])(\d{{1,5}})\s?[/-]\s?(?:({_YEAR})\s?[/-]\s?)?({_CODE})\b")
_OWN = re.compile(rf"(\d{{1,5}})\s?[/-]\s?(?:({_YEAR})\s?[/-]\s?)?([a-z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDocument:
    """A document as a question or a title names it; `kind` are the letters of official numbers, None unsaid."""

    number: int
    kind: str | None
    year: int | None


def named_documents(text: str) -> tuple[NamedDocument, ...]:
    """The documents that a text names by number, each once, in order."""
    folded = " ".join(fold(text).split())
    kinds = _kinds()
    found: dict[int, NamedDocument] = {}
    for match in _named_pattern().finditer(folded):
        name, number, year, letters = match.groups()
        beside = year or ((after := _NAMED_YEAR.match(folded, match.end())) and after.group(1))
        kind = letters if letters in kinds.values() else kinds[name]
        # "kế hoạch 2021-2025" is a plan of these years.
        if not (re.fullmatch(_YEAR, number) and not letters):
            found[match.start(2)] = NamedDocument(number=int(number), kind=kind, year=int(beside) if beside else None)
    for match in _CODED.finditer(folded):
        number, year, letters = match.groups()
        if letters in kinds.values() and match.start(1) not in found:
            found[match.start(1)] = NamedDocument(number=int(number), kind=letters, year=int(year) if year else None)
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))


def named_fits(named: Iterable[NamedDocument], entries: Iterable[CatalogueEntry]) -> dict[str, float]:
    """How well each document fits one that is named, 0..1, by source; documents that fit none are left out."""
    wanted = tuple(named)
    fits = {entry.source: max((_fit(one, entry.metadata) for one in wanted), default=0.0) for entry in entries}
    return {source: fit for source, fit in fits.items() if fit}


def _fit(named: NamedDocument, metadata: Metadata) -> float:
    own = _OWN.match(fold(metadata.number or ""))
    if own is None or int(own.group(1)) != named.number:
        return TITLE_FIT if any(_is_same(named, other) for other in _title_names(metadata.title)) else 0.0
    years = {int(year) for year in (own.group(2), metadata.signed_on and metadata.signed_on.year) if year}
    if named.year and years and named.year not in years:
        return 0.0
    kinds = {own.group(3), _kinds().get(fold(metadata.kind or ""))}
    return 1.0 if named.kind is None or named.kind in kinds else OTHER_KIND_FIT


def _is_same(named: NamedDocument, other: NamedDocument) -> bool:
    return named.number == other.number and named.kind == other.kind and named.year in (None, other.year)


@cache
def _title_names(title: str) -> tuple[NamedDocument, ...]:
    return named_documents(title)


@cache
def _kinds() -> Mapping[str, str]:
    """The letters by each name of a kind."""
    data = tomllib.loads(_NAMES_FILE.read_text(encoding="utf-8"))
    return {name: letters for letters, names in data["kinds"].items() for name in names}


@cache
def _named_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True))
    return re.compile(rf"\b({names})\s?(?:so|no\.?|number)?\s?:?\s?{_NUMBER}")

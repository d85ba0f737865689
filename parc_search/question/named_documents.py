"""Which documents a question names by number, and where in the question: "Quyết định 2629/QĐ-TTg", "kế hoạch 597".

Half a number ("nghị định 25/2025", "kế hoạch 597") names a document only where one of the store has it; a whole one
names a document that may not be there. The place that the question names beside it tells two of one number apart.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.language.document_numbers import first_number, kinds
from ingest.language.fold import fold
from parc_search.question.catalogue import Catalogue, CatalogueEntry

_WORDS = tomllib.loads(Path(__file__).with_name("document_words.toml").read_text(encoding="utf-8"))
_LETTERS = re.compile(r"[^a-z0-9]")
_SERIAL = re.compile(r"\d{1,5}")
# "kế hoạch 5 năm", "nghị quyết 3 lần": a number that counts.
_COUNTS = re.compile(r"\s*(?:%|nam\b(?! \d)|thang\b|ngay\b|lan\b|quy\b|phan tram\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDocument:
    """A document that stands at `start:end` of the folded question, with the documents of the store that it may be.

    `kind` is None where only the number is given, `number` is as asked, `is_whole` says that it has its letters.
    """

    kind: str | None
    number: str
    start: int
    end: int
    is_whole: bool
    sources: tuple[str, ...] = ()


@cache
def document_kinds() -> dict[str, str]:
    """The kinds of document by their folded names, short and English ones too, longer names first."""
    names = {**kinds(), **{str(name): str(kind) for name, kind in _WORDS["kinds"].items()}}
    return dict(sorted(names.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def kind_pattern() -> str:
    """An alternative of all names of kinds."""
    return "|".join(map(re.escape, document_kinds()))


@cache
def document_pattern() -> str:
    """An alternative of all names of kinds and of the words for documents."""
    return "|".join((kind_pattern(), *map(re.escape, _WORDS["generic"])))


@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/-])(?:(?P<kind>{kind_pattern()})\s+(?:no\.?\s*|number\s+)?)?(?P<so>so\s*:?\s*)?"
        r"(?P<serial>\d{1,5})(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
        r"(?:\s?[/-]\s?(?P<code>[a-z]{1,7}\d{0,2}(?:\s?[-/&]\s?[a-z]{2,9}\d{0,2}){0,4}))?(?![\w/])"
    )


def named_documents(question: str, catalogue: Catalogue, places: Iterable[str]) -> tuple[NamedDocument, ...]:
    """The documents that the question names by number, in order; `places` are those of the store that it names."""
    folded = fold(question)
    wanted = frozenset(places)
    # "Kế hoạch … của Đồng Tháp (số 597)": the number stands apart from the kind; the place says whose number it is.
    apart = re.search(rf"\b(?P<kind>{kind_pattern()})\b", folded) if wanted else None
    found = []
    for match in _named().finditer(folded):
        is_apart = apart is not None and match["kind"] is None and match["so"] is not None
        name = apart["kind"] if apart is not None and is_apart else match["kind"]
        kind = document_kinds()[name] if name else None
        is_whole = match["code"] is not None
        if not (kind or is_whole) or (not is_whole and match["year"] is None and _COUNTS.match(folded, match.end())):
            continue
        own = tuple(entry.source for entry in catalogue.entries if _is(entry, match, kind, wanted))
        if own if is_apart and not is_whole else own or is_whole or match["year"]:
            found.append(
                NamedDocument(
                    kind=kind,
                    number=question[match.start("serial") : match.end()].strip(),
                    start=match.start(),
                    end=match.end(),
                    is_whole=is_whole,
                    sources=own,
                )
            )
    return tuple(found)


def same_number(number: str, named: NamedDocument) -> bool:
    """Whether an official number is that of a named document, as far as the question writes it."""
    match = _named().fullmatch(fold(named.number))
    return match is not None and _has_number(number, match, named.kind, None)


def _is(entry: CatalogueEntry, match: re.Match[str], kind: str | None, places: frozenset[str]) -> bool:
    metadata = entry.metadata
    if metadata.number is None or (places and metadata.place and not places & set(metadata.place)):
        return False
    year = metadata.signed_on.year if metadata.signed_on else None
    return _has_number(metadata.number, match, kind, year, own_kind=metadata.kind)


def _has_number(
    number: str, match: re.Match[str], kind: str | None, signed_in: int | None, own_kind: str | None = None
) -> bool:
    serial = _SERIAL.match(number)
    if serial is None or serial.group().lstrip("0") != match["serial"].lstrip("0"):
        return False
    parsed = first_number(number)
    if kind and kind not in (own_kind, parsed.kind if parsed else None):
        return False
    year = parsed.year if parsed and parsed.year else signed_in
    if match["year"] and year is not None and int(match["year"]) != year:
        return False
    code = _LETTERS.sub("", match["code"] or "")
    letters = _LETTERS.sub("", fold(parsed.letters if parsed else number[serial.end() :]))
    return letters.startswith(code)

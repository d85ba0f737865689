"""A document's own number, date, issuer, place, years and title, read from its head, also from a broken scan.

Only the head speaks for the document: its number line, its title, and the note of an annexed plan ("Ban hành
kèm theo Quyết định số …"), whose number is the plan's. A document cites many others; their numbers are never
taken. What is unreadable stays None.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from ingest.documents import Metadata, SourceDocument
from ingest.gazetteer.places import commune_of, place_names, province_of, provinces, with_right_names
from ingest.language.dates import LONG_DATE, first_date
from ingest.language.fold import fold
from ingest.language.syllables import is_syllable
from ingest.layout.blocks import Block
from ingest.layout.numbering import is_upper, roman_value
from ingest.layout.regions import DOCUMENT_KINDS, KIND_IN_NUMBER
from ingest.legal.legal_effect import amended, amended_by, effective_from
from ingest.repaired_text import RepairedText

# Where a document without a title says what it is: "… báo cáo tình hình … như sau:".
_OPENING_CHARS = 2000
_MAX_TITLE_CHARS = 400
_SPECK_CHARS = 6

_NUMBER = re.compile(
    r"(?<![\d/⁄])(\d{1,5})\s?[/⁄]{1,2}\s?((?:(?:19|20)\d\d\s?/\s?)?[A-ZĐ][A-ZĐa-z0-9]{0,11}(?:\s?[-–]\s?[A-ZĐ&]{2}[A-ZĐa-z&]{0,9})*)"
)
_ANNEX_NOTE = re.compile(r"\(\s*\S{2,4}\s(?:h\S{2,3}\s)?[kK]\S{2,4}\s+theo.*", re.DOTALL)
_ANNOUNCED_KIND = re.compile(r"\b(bao cao|ke hoach|chuong trinh|thong bao|de an|huong dan)\b")
_SPEAKER = re.compile(r"\b(ubnd|uy ban nhan dan|so|bo|chinh phu)\b")
_AS_FOLLOWS = re.compile(r"\bnh\S{1,2} sau\b")
_SUBJECT = re.compile(
    r"^\W*v/v:?\s+(.{10,250}?)\s*(?=\n[^\n]{0,40}\bng\w{1,4}\b|\n\s*k\S{2,3} g\S{1,3}|\n\s*\n)",
    re.DOTALL | re.MULTILINE,
)
_LETTER = "Công văn"
# A consolidated text opens with the act and its amendments; its own number and date stand where it is authenticated.
_CONSOLIDATED = "Văn bản hợp nhất"
_AMENDED_BY = re.compile(r"\bduoc\s+sua\s+doi,\s+bo\s+sung\s+(boi|theo)\b")
_AUTHENTICATED = re.compile(r"xac\s+thuc\s+van\s+ban\s+hop\s+nhat")
_AUTHENTICATION_CHARS = 250
_LAW_NUMBER = re.compile(r"/QH\d*$")
_PASSED = re.compile(r"\bthong\s+qua\s+(ngay\b.{0,40})", re.DOTALL)
_RANGE = re.compile(r"\b((?:19|20)\d\d)\s?[-–—]\s?((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_SPLIT_YEAR = re.compile(r"(?<=\d)\s(?=\d{1,2}\b)")
_COMMITTEE = re.compile(r"(?:ubnd|uy ban nhan dan)\s+(tinh|thanh pho|huyen|quan|phuong|xa|thi xa)\b")
_ACRONYMS = re.compile(r"\b(ubnd|hđnd|cchc|tthc|cntt|iso|tcvn|papi|pci|sipas|par index|ict)\b")


def metadata_of(blocks: Sequence[Block], raw: SourceDocument, reading: RepairedText) -> Metadata:
    """What the document says of itself."""
    title_block = _main_title(blocks, raw)
    head = _head(title_block, raw.text)
    opening = _opening(blocks, raw)
    number = _number(head)
    kind, title = _title(title_block, opening, raw, reading)
    if number is None and _AMENDED_BY.search(fold(reading.read(*opening))):
        kind, head = _CONSOLIDATED, _authentication(raw.text)
        number = _number(head)
    signed_on = first_date(fold(head)) or _passed_on(number, fold(reading.text))
    is_consolidated = kind == _CONSOLIDATED
    governs = _place(number, title, reading, head, opening)
    return Metadata(
        title=title or raw.source,
        kind=kind,
        number=number,
        signed_on=signed_on,
        issuer=_issuer(number, governs, fold(reading.read(0, opening[1]))),
        place=governs,
        years=_years(title),
        effective_from=effective_from(fold(reading.text), signed_on=signed_on, is_consolidated=is_consolidated),
        amends=() if is_consolidated else amended(_amending(title, blocks, reading)),
        amended_by=amended_by(reading.read(*opening)) if is_consolidated else (),
    )


def _passed_on(number: str | None, folded: str) -> date | None:
    """The day on which the National Assembly passed a law, which has no date at its head."""
    found = _PASSED.findall(folded) if number is not None and _LAW_NUMBER.search(number) else []
    return first_date(found[-1]) if found else None


def _amending(title: str, blocks: Sequence[Block], reading: RepairedText) -> Iterator[str]:
    """What may say that the document amends another: its title and those of its articles."""
    yield title
    for block in blocks:
        if block.kind == "heading" and block.rank == "article":
            yield reading.read(block.words, block.end)


def _main_title(blocks: Sequence[Block], raw: SourceDocument) -> Block | None:
    """The title that names the whole file: the first with a number, its own or that of the decision it came with."""
    titles = [block for block in blocks if block.kind == "title"]
    titles = [block for block in titles if not fold(raw.text[block.words : block.end]).startswith("phu luc")]
    for block in titles[:3]:
        if _number(_head(block, raw.text)):
            return block
    return titles[0] if titles else None


def _head(block: Block | None, text: str) -> str:
    """The lines above a title and the note below it: all that may give the document's own number and date."""
    if block is None:
        return ""
    words = text[block.words : block.end]
    note = _ANNEX_NOTE.search(words)
    return f"{text[block.start : block.words]}\n{note.group() if note else ''}"


def _authentication(text: str) -> str:
    """The lines around the number by which a consolidated text is authenticated; nothing where there is none."""
    for found in reversed(list(_NUMBER.finditer(text))):
        around = text[max(0, found.start() - _AUTHENTICATION_CHARS) : found.end() + _AUTHENTICATION_CHARS]
        if found.group(2).startswith("VBHN") and _AUTHENTICATED.search(fold(around)):
            return text[found.start() : found.end() + _AUTHENTICATION_CHARS]
    return ""


def _opening(blocks: Sequence[Block], raw: SourceDocument) -> tuple[int, int]:
    """The span of the text before the first section."""
    end = next((block.start for block in blocks if block.kind == "heading" and block.start > 0), len(raw.text))
    return 0, min(end, _OPENING_CHARS, len(raw.text))


def _number(head: str) -> str | None:
    found = _NUMBER.search(head)
    if found is None:
        return None
    digits, code = found.groups()
    codes = _numbering()["codes"]
    parts = re.split(r"([-/])", re.sub(r"\s", "", code).replace("–", "-"))
    known = [str(codes.get(part, part)) if isinstance(codes, dict) else part for part in parts]
    return f"{digits}/{''.join(known)}"


def _title(
    block: Block | None, opening: tuple[int, int], raw: SourceDocument, reading: RepairedText
) -> tuple[str | None, str]:
    """The kind of the document and its title in the repaired reading."""
    if block is None:
        return _title_of_letter(reading.read(*opening)) or _title_from_opening(reading.read(*opening))
    words = reading.read(block.words, block.end)
    if note := _ANNEX_NOTE.search(words):
        words = words[: note.start()]
    lines = [" ".join(line.split()) for line in words.split("\n") if line.strip()]
    text = " ".join(_without_specks(lines, raw.text[block.words : block.end].split("\n")[0]))
    kind = next((name for key, name in _KINDS if fold(text).startswith(key)), None)
    rest = text if kind is None else text[len(fold(kind)) :].strip(" .:-–")
    if kind is None and (named := KIND_IN_NUMBER.search(fold(raw.text[block.start : block.words]))):
        kind = DOCUMENT_KINDS[named.group(1)]
    rest = _without_capitals(rest) if is_upper(rest) else _as_in_a_sentence(rest)
    title = with_right_names(f"{kind} {rest}".strip() if kind else rest)
    return kind, title[:_MAX_TITLE_CHARS]


def _without_specks(lines: list[str], first: str) -> list[str]:
    """The lines of a title without what a stamp left behind the capitals of its kind ("NGHỊ ĐỊNH Mày").

    `first` is the first of them as it was scanned.
    """
    kind = next((key for key, _ in _KINDS if fold(first).startswith(key)), "") if len(lines) > 1 else ""
    rest = first[len(kind) :].strip()
    is_speck = first[: len(kind)].isupper() and 0 < len(rest) <= _SPECK_CHARS and not rest.isupper()
    return [lines[0][: len(kind)], *lines[1:]] if is_speck else lines


def _as_in_a_sentence(text: str) -> str:
    """A title with its first letter small and no syllable in capitals, unless it is an acronym or a numeral."""
    words = text.split(" ")
    calm = [
        word.lower() if len(word) > 1 and word.isupper() and is_syllable(word) and not roman_value(word) else word
        for word in words
    ]
    if len(calm[0]) > 1 and not calm[0].isupper():
        calm[0] = calm[0][:1].lower() + calm[0][1:]
    return " ".join(calm)


_KINDS = sorted(DOCUMENT_KINDS.items(), key=lambda item: -len(item[0]))


def _title_of_letter(opening: str) -> tuple[str | None, str] | None:
    """Kind and title of an official letter, which has no title but a subject ("V/v …"); None for anything else."""
    folded = fold(opening)
    found = _SUBJECT.search(folded)
    if found is None or len(folded) != len(opening):
        return None
    subject = " ".join(opening[found.start(1) : found.end(1)].split()).rstrip(" .:;,")
    return _LETTER, with_right_names(f"{_LETTER} về việc {_as_in_a_sentence(subject)}")


def _title_from_opening(opening: str) -> tuple[str | None, str]:
    """Kind and title of a document whose head is missing, from what its first sentence announces."""
    folded = fold(opening)
    end = _AS_FOLLOWS.search(folded)
    if end is None or len(folded) != len(opening):
        return None, ""
    announced = folded[: end.start()]
    speakers = [found.end() for found in _SPEAKER.finditer(announced)]
    for start in [*speakers[::-1], 0]:
        found = _ANNOUNCED_KIND.search(announced, start)
        if found and len(announced) - found.start() <= _MAX_TITLE_CHARS:
            kind = DOCUMENT_KINDS[found.group(1)]
            return kind, " ".join(f"{kind} {opening[found.end() : end.start()]}".split())
    return None, ""


def _without_capitals(text: str) -> str:
    """A title in capitals as it is written in a sentence; names of provinces and acronyms keep their capitals."""
    lower = text.lower()
    for name in provinces():
        lower = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, lower)
    return _ACRONYMS.sub(lambda found: found.group().upper(), lower)


def _place(
    number: str | None, title: str, reading: RepairedText, head: str, opening: tuple[int, int]
) -> tuple[str, ...]:
    """The province and the commune that the document governs, widest first; none for central bodies."""
    local = re.search(r"UBND|HĐND|TU\b", number) if number else _COMMITTEE.search(fold(reading.read(*opening)))
    if not local and not province_of(title):
        return ()
    commune = commune_of(f"{title}\n{head}")
    return tuple(name for name in (province_of(title) or province_of(reading.text), commune) if name)


def _issuer(number: str | None, place: tuple[str, ...], folded_opening: str) -> str | None:
    issuers = _numbering()["issuers"]
    code = "" if number is None else re.sub(r"\d+$", "", number.rpartition("-")[2])
    if isinstance(issuers, dict) and code in issuers:
        return str(issuers[code])
    if number is not None and _LAW_NUMBER.search(number):
        return "Quốc hội"
    if number is not None and not code.startswith(("UBND", "HĐND")):
        return None
    if number is None and not _COMMITTEE.search(folded_opening):
        return None
    if not place:
        return None
    body = "HĐND" if code.startswith("HĐND") else "UBND"
    return f"{body} {_with_level(place[-1])}"


def _with_level(place: str) -> str:
    cities = place_names()["cities"]
    if isinstance(cities, list) and place in cities:
        return f"thành phố {place}"
    return f"tỉnh {place}" if place in provinces() else place


def _years(title: str) -> tuple[int, int] | None:
    joined = LONG_DATE.sub("", _SPLIT_YEAR.sub("", fold(title)))
    if found := _RANGE.search(joined):
        return int(found.group(1)), int(found.group(2))
    years = {int(year) for year in _YEAR.findall(re.sub(r"\d{1,5}/(?:\d{1,2}/)?\d{4}", "", joined))}
    only = min(years, default=0)
    return (only, only) if len(years) == 1 else None


@cache
def _numbering() -> dict[str, object]:
    """The tables of `metadata.toml`: `issuers` by the last code of a number, and `codes` as scans write them."""
    return tomllib.loads(Path(__file__).with_name("metadata.toml").read_text(encoding="utf-8"))

"""What a document says of itself: kind, number, date, issuer, place, years, title, signer, force, and what it ends.

Only the head speaks for the document: its number line, its title, and the note of an annexed plan ("Ban hành
kèm theo Quyết định số …"), whose number is the plan's. A document cites many others; their numbers are never
taken. What is unreadable stays None.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest.documents import Metadata, SourceDocument
from ingest.gazetteer.places import commune_of, place_names, province_of, provinces
from ingest.language.dates import first_date
from ingest.language.document_numbers import (
    LETTER,
    DocumentNumber,
    central_bodies,
    document_numbers,
    first_number,
    kinds,
    local_bodies,
)
from ingest.language.fold import fold
from ingest.layout.lines import Line
from ingest.layout.regions import KIND_IN_NUMBER, Region, body_start, head_end, is_number_line
from ingest.legal.legal_effect import amended, amended_by, effective_from, replaced
from ingest.legal.letterhead import Letterhead, letterhead_of
from ingest.legal.reading_case import CasedWords, reading_case
from ingest.legal.signature import Signature, signature_of
from ingest.legal.title import (
    author_of_heading,
    named_heading,
    title_of_heading,
    title_of_letter,
    title_of_opening,
    years_of,
)
from ingest.repaired_text import RepairedText

# Where a document without a title says what it is: "… báo cáo tình hình … như sau:".
_OPENING_CHARS = 3000
_FIRST_TITLES = 3
_HEADING_LINES = 8
_BELOW_TITLE = 4  # lines under a title in which a copy may have put the number and the date
_NEAR_LINES = 60
_ANNEX_NOTE = re.compile(r"\(\s*\S{2,4}\s(?:h\S{2,3}\s)?[kK]\S{2,4}\s+theo.*", re.DOTALL)
# A consolidated text opens with the act and its amendments; its own number and date stand where it is authenticated.
_CONSOLIDATED = "Văn bản hợp nhất"
_AMENDED_BY = re.compile(r"\bduoc\s+sua\s+doi,\s+bo\s+sung\s+(boi|theo)\b")
_ITSELF = re.compile(rf"\b({'|'.join(kinds())}) nay\b")
_BASIS = re.compile(r"(?:^|\n)\W{0,100}can cu\b")
_ACT_CHARS = 1500
_AUTHENTICATED = re.compile(r"xac\s+thuc\s+van\s+ban\s+hop\s+nhat")
_AUTHENTICATION_CHARS = 250
_PASSED = re.compile(r"\bthong\s+qua\s+(?:\S+\s+){0,3}?(ngay\b.{0,40})", re.DOTALL)
_STAMPED = re.compile(
    r"(?:ngay\s+ky|thoi\s+gian\s+ky)\s*:\s*(.{8,30})|(\b\d\d-\d\d-(?:19|20)\d\d\s+\d\d:\d\d:\d\d\s*\+)"
)
_KEPT_WITH = re.compile(
    r"\(\s*(?:ban hanh )?k[eè]m\s+theo\s+(?P<kind>[^\W\d]+\s+[^\W\d]+)\s+s[oố]\b.{0,140}", re.DOTALL
)
_COMMITTEE = re.compile(r"(?:ubnd|uy ban nhan dan)\s+(tinh|thanh pho|huyen|quan|phuong|xa|thi xa)\b")
_AMENDING_ARTICLE = re.compile(r"\W{0,3}dieu \d{1,3}[a-z]?\s?[.:]\W*(sua doi|bo sung|thay the|bai bo|dinh chinh)\b")
_BODY_LEVELS = {"ủy ban nhân dân": "UBND", "uỷ ban nhân dân": "UBND", "hội đồng nhân dân": "HĐND"}
_LEVEL_WORDS = ("tỉnh", "thành phố", "huyện", "quận", "xã", "phường", "thị trấn", "thị xã", "đặc khu")


def metadata_of(
    lines: Sequence[Line], regions: Sequence[Region], raw: SourceDocument, reading: RepairedText
) -> Metadata:
    """What the document says of itself; `lines` and `regions` are those of its source text."""
    readings = [reading.read(line.start, line.end) for line in lines]
    title_region = _main_title(lines, regions, readings)
    head = _head_lines(lines, title_region, regions)
    letterhead = _letterhead(lines, head, title_region, readings)
    number = letterhead.number
    body_first = body_start(lines, title_region.last) if title_region is not None else len(head)
    body = CasedWords(readings[body_first:])
    opening = "\n".join(readings[body_first : body_first + _opening_lines(lines, body_first)])
    kind, title = _title(lines, title_region, head, readings, number, opening, body)
    heading = named_heading(readings[:_HEADING_LINES], body) if number is None else None
    if heading is not None:
        kind, title, number = heading.kind, heading.title, heading.number
        letterhead = replace(letterhead, signed_on=letterhead.signed_on or heading.signed_on)
    running = "\n".join(text for line, text in zip(lines, readings, strict=True) if not line.is_furniture)
    folded = fold(running)
    noted = None
    if number is None and _is_consolidated(opening):
        kind = _CONSOLIDATED
        sealed = _authentication(raw.text)
        letterhead = letterhead_of(sealed, sealed)
        number = letterhead.number
    elif number is None or letterhead.signed_on is None:
        number, noted = _kept_with(kind, number, lines, readings)
    if kind is None and (number is not None or letterhead.bodies):
        kind = _kind_by_itself(folded)
    is_consolidated = kind == _CONSOLIDATED
    signed_on = letterhead.signed_on or noted or _passed_on(number, folded) or (_stamped_on(folded) if number else None)
    own_number = None if number is None else number.text
    signature = _signature(lines, readings, regions, title_region, body_first, is_consolidated)
    bodies = tuple(_reading_of_body(name, body) for name in letterhead.bodies)
    if title_region is not None:
        first = _words(title_region)
        author = author_of_heading(kind, " ".join(readings[first : title_region.last]))
        bodies = (*bodies, reading_case(author, body)) if author else bodies
    governs = _place(number, title, reading, bodies, opening, letterhead.place)
    return Metadata(
        title=title or raw.source,
        kind=kind,
        number=own_number,
        signed_on=signed_on,
        issuer=_issuer(number, bodies, governs, fold(opening)),
        place=governs,
        years=years_of(title, folded, signed_on),
        effective_from=effective_from(folded, signed_on=signed_on, is_consolidated=is_consolidated, kind=kind),
        amends=() if is_consolidated else amended(_amending(title, lines, readings)),
        amended_by=amended_by(opening) if is_consolidated else (),
        replaces=() if is_consolidated else replaced(running, own=own_number),
        signer=None if signature is None else signature.name,
        signer_role=None if signature is None else signature.role,
    )


def _kind_by_itself(folded: str) -> str | None:
    """The kind by which the text most often names itself, "Kết luận này"; None where it never does."""
    counts = Counter(match.group(1) for match in _ITSELF.finditer(folded))
    return kinds()[max(counts, key=lambda name: (counts[name], name))] if counts else None


def _is_consolidated(opening: str) -> bool:
    """Whether the first words tell by what the act was amended, before they say what it rests on."""
    folded = fold(opening)
    basis = _BASIS.search(folded)
    return bool(_AMENDED_BY.search(folded[: basis.start()] if basis else folded[:_ACT_CHARS]))


def _main_title(lines: Sequence[Line], regions: Sequence[Region], readings: Sequence[str]) -> Region | None:
    """The title that names the whole file: the first with a number, its own or that of the decision it came with."""
    titles = [region for region in regions if region.kind == "title"]
    titles = [region for region in titles if not lines[_words(region)].folded.startswith("phu luc")]
    if titles and _words(titles[0]) > _NEAR_LINES:
        return None  # an annex, or a form in one: the heading of the paper itself is lost
    for region in titles[:_FIRST_TITLES]:
        if _letterhead(lines, range(region.first, _words(region)), region, readings).number is not None:
            return region
    return titles[0] if titles else None


def _words(region: Region) -> int:
    return region.first if region.words is None else region.words


def _head_lines(lines: Sequence[Line], title: Region | None, regions: Sequence[Region]) -> Sequence[int]:
    """The lines above the title, or, without one, above the first words of the body."""
    if title is None:
        return range(head_end(lines))
    is_first = title is next(region for region in regions if region.kind == "title")
    first = 0 if is_first and _words(title) <= _NEAR_LINES else title.first
    return range(first, _words(title))


def _letterhead(
    lines: Sequence[Line], head: Sequence[int], title: Region | None, readings: Sequence[str]
) -> Letterhead:
    """What the head says, and for its number and date the note under the title where it has none itself."""
    own = letterhead_of([lines[index].text for index in head], [readings[index] for index in head])
    if title is None or (own.number is not None and own.signed_on is not None):
        return own
    words = "\n".join(lines[index].text for index in range(_words(title), title.last))
    note = _ANNEX_NOTE.search(words)
    if own.number is None and note is None:
        below = range(_words(title), min(len(lines), title.last + _BELOW_TITLE))
        under = letterhead_of([lines[i].text for i in below if is_number_line(lines[i])], [])
        return replace(own, number=under.number, signed_on=own.signed_on or under.signed_on)
    if note is None or own.number is not None:
        return own
    number = first_number(note.group())
    return replace(own, number=number, signed_on=own.signed_on or first_date(fold(note.group())))


def _kept_with(
    kind: str | None, number: DocumentNumber | None, lines: Sequence[Line], readings: Sequence[str]
) -> tuple[DocumentNumber | None, date | None]:
    """Number and date that an annex gives of the document it belongs to ("(Kèm theo Quyết định số … ngày …)")."""
    for index, text in enumerate(readings):
        if "theo" not in lines[index].folded:
            continue
        both = f"{text} {readings[index + 1]}" if index + 1 < len(readings) else text
        found = _KEPT_WITH.search(fold(both))
        if found is None or len(fold(both)) != len(both):
            continue
        named = first_number(both[found.start() : found.end()])
        if named is None or (kind is not None and named.kind != kind) or (number and named.key != number.key):
            continue
        return number or named, first_date(fold(both[found.start() : found.end()]))
    return number, None


def _title(
    lines: Sequence[Line],
    region: Region | None,
    head: Sequence[int],
    readings: Sequence[str],
    number: DocumentNumber | None,
    opening: str,
    body: CasedWords,
) -> tuple[str | None, str]:
    """The kind of the document and its title in reading case."""
    by_number = None if number is None or number.kind == LETTER else number.kind
    if region is None:
        letter = title_of_letter([readings[index] for index in head], body)
        if letter is not None and by_number is None:
            return letter
        kind, title = title_of_opening(by_number or (LETTER if number else None), opening, body)
        return (kind, title) if title or kind is None else (kind, kind)
    first = _words(region)
    own = [index for index in range(first, region.last) if not lines[index].is_furniture]
    named = next(
        (
            name
            for key, name in kinds().items()
            if re.match(rf"\W*(?:\S{{1,3}}\s+){{0,2}}?{key}(?![^\W\d])", lines[first].folded)
        ),
        None,
    )
    kind = named or _kind_of_line(lines, region) or by_number
    title = title_of_heading(kind, [readings[index] for index in own], lines[first].text, body)
    if kind is not None and title == kind:
        subject = title_of_letter([readings[index] for index in head], body)
        _, announced = title_of_opening(kind, opening, body)
        title = announced or (subject[1].replace(LETTER, kind, 1) if subject else title)
    return kind, title


def _kind_of_line(lines: Sequence[Line], region: Region) -> str | None:
    """The kind that the number line above a title names ("Luật số: …"), or that its own line does."""
    for index in range(_words(region) - 1, region.first - 1, -1):
        if named := KIND_IN_NUMBER.search(lines[index].folded):
            return kinds()[named.group(1)]
    first = _words(region)
    both = " ".join(line.folded for line in lines[first : first + 2])
    return next((name for key, name in kinds().items() if both.startswith(key)), None)


def _passed_on(number: DocumentNumber | None, folded: str) -> date | None:
    """The day on which a law or a council's resolution was passed, where its head has no date."""
    is_passed = number is not None and bool(number.bodies) and re.match(r"QH|UBTVQH|HĐND", number.bodies[0])
    found = _PASSED.findall(folded) if is_passed else []
    return first_date(found[-1]) if found else None


def _stamped_on(folded: str) -> date | None:
    """The day of a digital signature, where a scan or a draft has no other date."""
    for found in _STAMPED.finditer(folded):
        day = first_date(found.group(1) or found.group(2))
        if day is not None:
            return day
    return None


def _signature(
    lines: Sequence[Line],
    readings: Sequence[str],
    regions: Sequence[Region],
    title: Region | None,
    body_first: int,
    is_consolidated: bool,
) -> Signature | None:
    stops = frozenset(region.first for region in regions if region.kind == "title" and region is not title)
    if is_consolidated:  # what stands in its body are the signatures of the acts that it holds
        sealed = [index for index, line in enumerate(lines) if _AUTHENTICATED.search(line.folded)]
        return signature_of(lines, readings, first=sealed[-1], stops=stops) if sealed else None
    return signature_of(lines, readings, first=body_first, stops=stops)


def _amending(title: str, lines: Sequence[Line], readings: Sequence[str]) -> Iterator[str]:
    """What may say that the document amends another: its title and those of its articles, over two lines."""
    yield title
    for index, line in enumerate(lines):
        if _AMENDING_ARTICLE.match(line.folded):
            yield " ".join(readings[index : index + 2]) if line.is_full else readings[index]


def _authentication(text: str) -> list[str]:
    """The lines around the number by which a consolidated text is authenticated; none where there is none."""
    for number in reversed(list(document_numbers(text))):
        around = text[max(0, number.start - _AUTHENTICATION_CHARS) : number.end + _AUTHENTICATION_CHARS]
        if number.kind_code == "VBHN" and _AUTHENTICATED.search(fold(around)):
            return text[text.rfind("\n", 0, number.start) + 1 : number.end + _AUTHENTICATION_CHARS].split("\n")
    return []


def _opening_lines(lines: Sequence[Line], first: int) -> int:
    """How many lines from `first` on are of the opening."""
    chars = 0
    for count, line in enumerate(lines[first:]):
        chars += len(line.text) + 1
        if chars > _OPENING_CHARS:
            return count + 1
    return len(lines) - first


def _reading_of_body(name: str, body: CasedWords) -> str:
    """A body's name in capitals as in a sentence: "UBND tỉnh Bắc Ninh", "Bộ Nội vụ"."""
    words = name.split()
    for index, word in enumerate(words):
        if word.lower() in _LEVEL_WORDS and index + 1 < len(words) and word.lower() != "thành":
            rest = [part.title() if part.isupper() and part.isalpha() else part for part in words[index + 1 :]]
            name = " ".join([*words[:index], word, *rest])
            before = reading_case(" ".join(words[:index]), body) if index else ""
            return _short(f"{_capitalised(before)} {word.lower()} {' '.join(rest)}".strip())
    known = {fold(value): value for value in (*central_bodies().values(), *local_bodies().values())}
    return known.get(fold(name)) or _short(_capitalised(reading_case(name, body)))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(name: str) -> str:
    for long, short in _BODY_LEVELS.items():
        if name.lower().startswith(long):
            return f"{short}{name[len(long) :]}"
    return name


def _place(
    number: DocumentNumber | None,
    title: str,
    reading: RepairedText,
    bodies: Sequence[str],
    opening: str,
    dated_at: str | None,
) -> tuple[str, ...]:
    """The province and the commune that the document governs, widest first; none for central bodies."""
    letters = "" if number is None else number.letters
    if number is not None and number.issuer is not None:
        local = False
    else:
        local = bool(re.search(r"UBND|HĐND|TU\b|ĐU\b", letters)) or any(province_of(name) for name in bodies)
        local = local or bool(_COMMITTEE.search(fold(opening)))
    if not local and not province_of(title):
        return ()
    issuer = "\n".join(bodies)
    commune = commune_of(f"{title}\n{issuer}")
    at_date = next((name for name in provinces() if local and dated_at and fold(name) == fold(dated_at)), None)
    province = province_of(issuer) or at_date or province_of(title) or province_of(reading.text)
    return tuple(name for name in (province, commune) if name)


def _issuer(
    number: DocumentNumber | None, bodies: Sequence[str], place: tuple[str, ...], folded_opening: str
) -> str | None:
    """Who issued the document: by its number where the letters say it, else by its letterhead."""
    if number is not None and number.issuer is not None and not number.is_party:
        return number.issuer
    own = bodies[-1] if bodies else None
    code = "" if number is None or not number.bodies else re.sub(r"\d+$", "", number.bodies[0])
    if code.startswith(("UBND", "HĐND", "QĐND")) or (number is None and _COMMITTEE.search(folded_opening)):
        council = "HĐND" if code.startswith(("HĐND", "QĐND")) else "UBND"
        named = next((name for name in reversed(bodies) if name.startswith(council) and len(name) > len(council)), None)
        if named is not None:
            return named
        return f"{council} {_with_level(place[-1])}" if place else own
    if own is not None:
        return own
    return number.issuer if number is not None else None


def _with_level(place: str) -> str:
    cities = place_names()["cities"]
    if isinstance(cities, list) and place in cities:
        return f"thành phố {place}"
    return f"tỉnh {place}" if place in provinces() else place

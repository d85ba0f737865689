"""The parts of a unit of the body: what "(1) …; (2) …" counts, its sentences, the short forms that a paper explains."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.gazetteer.agency_grammar import agencies_in
from ingest.language.fold import fold
from ingest.registers.body.openings import acts, ends_with_agencies, listed, owner_of

# "(1) …; (2) …" within one unit.
_ENUMERATED = re.compile(r"\((\d{1,2})\)\s*")
_SENTENCE_END = re.compile(r"[.;](?=\s|$)\s*")
_SHORT_FORM = re.compile(r"\(\s*(?:sau đây )?(?:gọi|viết)?\s*(?:chung|tắt)?\s*(?:là)?:?\s*([A-ZĐ][A-ZĐ&]{1,11})\s*\)")
_LONGEST_NAME = 140
_LONGEST_ROLE = 20
_LEADS_ONLY = re.compile(r"\bchu tri\s*$")
# What stands farther off is not looked at: no list of owners, and no beginning of a sentence, is longer.
_LONGEST_LIST = 1200
_LONGEST_SENTENCE = 3000


def pieces_of(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a unit that "(1) …; (2) …" counts; the unit itself where nothing is counted."""
    marks: list[re.Match[str]] = []
    for match in _ENUMERATED.finditer(text):
        if int(match.group(1)) == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2:
        yield 0, text
        return
    if text[: marks[0].start()].strip():
        yield 0, text[: marks[0].start()]
    for number, mark in enumerate(marks):
        stop = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        yield mark.end(), text[mark.end() : stop]


def sentences_of(text: str, *, broken: bool) -> Iterator[tuple[int, str]]:
    """The sentences of a text; after a semicolon one begins only with an owner that acts."""
    at = 0
    for stop in _SENTENCE_END.finditer(text):
        following = text[stop.end() : stop.end() + _LONGEST_SENTENCE]
        if not following:
            break
        if stop.group().startswith(";"):
            if _LEADS_ONLY.search(fold(text[max(at, stop.start() - _LONGEST_ROLE) : stop.start()])):
                continue  # "Sở Y tế chủ trì; Sở Tài chính, Sở Nội vụ phối hợp …"
            before = text[at : min(stop.start(), at + _LONGEST_LIST)].lstrip(" -+•\n")
            first = listed(before, broken=broken) if stop.start() - at <= _LONGEST_LIST else None
            only_names = first is not None and not acts(before[first[2] :])
            if only_names or ends_with_agencies(text[max(at, stop.start() - _LONGEST_LIST) : stop.start()]):
                continue  # "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND cấp xã chịu trách nhiệm …"
            found = owner_of(_first_sentence(following), broken=broken)
            if found is None or not acts(following[found.rest :]):
                continue
        elif following[:1].islower():
            continue
        yield at, text[at : stop.end()]
        at = stop.end()
    if text[at:].strip():
        yield at, text[at:]


def _first_sentence(text: str) -> str:
    stop = _SENTENCE_END.search(text)
    return text[: stop.end()] if stop else text


def short_forms(text: str) -> dict[str, str]:
    """Short forms that a text explains where it first names the agency: "Ủy ban Thường vụ Quốc hội (UBTVQH)".

    The name is of the words whose first letters the short form is made of.
    """
    found: dict[str, str] = {}
    for match in _SHORT_FORM.finditer(text):
        short = match.group(1)
        words = text[max(0, match.start() - _LONGEST_NAME) : match.start()].split()[-len(short) :]
        name = " ".join(words)
        if short not in found and [fold(word[:1]) for word in words] == list(fold(short)) and agencies_in(name):
            found[short] = name
    return found


def written_out(names: Sequence[str], forms: Mapping[str, str]) -> tuple[str, ...]:
    """The names with the short forms that the paper itself explains written out."""
    full = []
    for name in names:
        for short, long in forms.items():
            name = re.sub(rf"\b{re.escape(short)}\b", long, name)
        full.append(name)
    return tuple(dict.fromkeys(full))

"""Who is to act: the agencies that a heading names, that a sentence opens with, or that an order is given to.

Clean text is read by the grammar of names, broken text by the list of known agencies, misread letters allowed.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.gazetteer.agency_grammar import (
    agencies_in,
    leading_agencies,
    name_goes_on,
    names_through,
    opens_with_work,
    role_verb_in,
    work_in,
)
from ingest.gazetteer.agency_lists import leading_list
from ingest.language.fold import fold, fold_with_map

_WORDS_FILE = Path(__file__).with_name("openings.toml")
# No heading and no owner goes on for longer, and no more commas are looked behind.
_LONGEST_OPENING = 900
_LONGEST_ADVERBIAL = 500
# Whoever is to act is named before this.
_LONGEST_SENTENCE = 3000
_MOST_COMMAS = 12
_MOST_SUBJECT_WORDS = 16
_FEWEST_WORDS = 4
_MOST_FURTHER_WORDS = 8
_LONGEST_HEADING = 200
_LONGEST_UNKNOWN = 160
# "Cơ quan chủ trì giải quyết thủ tục": which body is meant is said by what it does.
_KIND_OF_BODY = re.compile(r"\W*(?:các\s+)?(?:cơ quan|đơn vị|tổ chức|bộ phận)\b", re.IGNORECASE)
_STRAY_LETTERS = 2
_MARKS = " \n\t-–+•*_\f"
# What was done is told, not ordered.
_DONE = re.compile(r"\bda\b")
_THUS = re.compile(r"^(?:theo đó|trên cơ sở đó|bên cạnh đó|ngoài ra|do đó)\s+", re.IGNORECASE)
_LONGEST_NAME = 160
_LONGEST_LIST = 600
# "đồng chí Nguyễn Văn Bình - Phó Chủ tịch UBND tỉnh": the office is to act.
_CAPITAL = "A-ZÀ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))  # Vietnamese capitals: every second one
_PERSON = re.compile(rf"\s*(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)(?:\s+[{_CAPITAL}]\w*){{2,5}}\s*[,(–-]\s*")
_BRACKET = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The agencies at `start:end` of a text, and where the words after them begin: past brackets and a colon."""

    names: tuple[str, ...]
    start: int
    end: int
    rest: int
    is_heading: bool = False


def heading_of(text: str, *, broken: bool) -> Opening | None:
    """The agencies that a unit is the heading of; None where it opens with none.

    `is_heading` says that no task of its own follows: nothing does, or words that lead to a list.
    """
    prefix = _patterns().heading.match(fold(text[:_LONGEST_OPENING]))
    skipped = prefix.end() if prefix else _skip_marks(text)
    found = listed(text[skipped : skipped + _LONGEST_OPENING], broken=broken)
    if found is None and prefix is not None:
        skipped = _skip_marks(text)
        found = listed(text[skipped : skipped + _LONGEST_OPENING], broken=broken)
    if found is None:
        return None
    names, start, end = found
    end += skipped
    further = _names_go_on(text, end)
    if further is not None:
        names, end = names_through(text[skipped + start : further]) or names, further
    after = _after_brackets(text, end)
    rest = text[after:]
    told = " ".join(re.findall(r"\w+", fold(rest[:80]))[:3])
    if told.startswith(_patterns().no_task):
        return None
    bare = rest.strip(" \t\n.:;,-–/")
    lead_in = _patterns().heading_end.search(fold(rest))
    leads_on = (
        lead_in is not None
        and "khong duoc" not in fold(rest)
        and (rest.rstrip().endswith(":") or lead_in.group() == fold(rest).strip(_MARKS + "."))
    )
    stands = not bare or leads_on
    colon = re.match(r"\s*[:\-–]\s*", rest)
    return Opening(
        names=names,
        start=start + skipped,
        end=end,
        rest=after + (colon.end() if colon else len(rest) - len(rest.lstrip(" ,\n\t"))),
        is_heading=stands,
    )


def _names_go_on(text: str, end: int) -> int | None:
    """Where the names of a short heading end that go on behind what the grammar knows, None if they do not."""
    rest = text[end:].rstrip(" :\n\t")
    words = rest.split()
    if not words or len(text) > _LONGEST_HEADING or re.search(r"[.:()]", rest):
        return None
    if fold(words[0]) in _patterns().no_verb or text.rstrip().endswith((".", ";")):
        return None
    whose = _KIND_OF_BODY.match(text) is not None and len(words) <= _MOST_FURTHER_WORDS and "," not in rest
    return end + len(rest) if whose or work_in(rest) is None else None


def owner_of(sentence: str, *, broken: bool, closing: bool = False) -> Opening | None:
    """Who a sentence says is to act, None if it says nobody: an order, its opening, or behind a clause of time."""
    sentence = sentence[:_LONGEST_SENTENCE]
    found = _ordered(sentence, broken=broken) or _opened(sentence, broken=broken)
    if found is not None and _patterns().orders.match(fold(sentence[found.rest :][:_LONGEST_NAME])):
        handed = _opening_at(sentence, found.rest + _order_length(sentence[found.rest :]), broken=broken)
        found = handed or found
    return (
        found
        or _behind_comma(sentence, broken=broken, anywhere=closing)
        or _by_agency(sentence)
        or _answering(sentence)
    )


def opens_with(sentence: str, opening: Opening) -> bool:
    """Whether a sentence opens with these agencies, or with an order to them."""
    before = fold(sentence[: opening.start])
    prefix = _patterns().heading.match(before)
    return len(before.strip(_MARKS)) <= _STRAY_LETTERS or (prefix is not None and prefix.end() == len(before))


def acts(rest: str) -> bool:
    """Whether the words behind an agency are something to be done: a verb, no state and no praise."""
    words = re.findall(r"\w+", fold(rest[:80]))[:3]
    data = _patterns()
    pair = " ".join(words[:2])
    if len(words) < 2 or " ".join(words[:3]).startswith(data.no_task) or pair.startswith(data.no_task):
        return False
    if data.issues.match(fold(rest[:_LONGEST_LIST]).strip(_MARKS)):
        return False
    if rest.lstrip()[:1] in ",;":
        return opens_with_work(rest.lstrip(" ,;\n")) or pair in (
            "trong pham",
            "theo chuc",
            "can cu",
            "theo tham",
            "tren co",
        )
    return pair in data.but_verb or not _is_state(rest, words[0])


def _is_state(rest: str, first: str) -> bool:
    """Whether the first word says what is or was; where it bears marks they tell "vẫn" from "vận động"."""
    if first not in _patterns().no_verb:
        return False
    written = re.findall(r"\w+", rest[:80].lower())[0]
    return written == first or written in _patterns().no_verb_marked


def listed(text: str, *, broken: bool) -> tuple[tuple[str, ...], int, int] | None:
    """Names, start and end of the agencies that a text opens with."""
    person = _PERSON.match(text)
    if person is not None:
        office = leading_agencies(text[person.end() :])
        if office:
            names = tuple(dict.fromkeys(mention.name for mention in office))
            return names, person.end() + office[0].start, person.end() + office[-1].end
    mentions = leading_agencies(text)
    if broken:
        known = leading_list(text)
        if known and (not mentions or known.end > mentions[-1].end):
            return known.names, known.start, known.end
    if not mentions:
        return None
    return tuple(dict.fromkeys(mention.name for mention in mentions)), mentions[0].start, mentions[-1].end


def nothing_assigned(title: str) -> bool:
    """Whether a heading opens a section of findings or definitions."""
    return _patterns().nothing_assigned.search(fold(title)) is not None


def is_recital(text: str) -> bool:
    """Whether a paragraph states a ground of the paper ("Căn cứ Luật …;") or whose proposal it follows."""
    return _patterns().recital.match(fold(text[:_LONGEST_NAME])) is not None


def assigns(title: str) -> bool:
    """Whether a heading opens a section that says who has to do what."""
    return _patterns().assigning.search(fold(title)) is not None


def _opened(sentence: str, *, broken: bool) -> Opening | None:
    skipped = _skip_marks(sentence)
    if sentence[skipped : skipped + 1].isdigit() or "%" in sentence[: skipped + 12]:
        return None
    return _opening_at(sentence, skipped, broken=broken)


def _opening_at(sentence: str, at: int, *, broken: bool) -> Opening | None:
    found = listed(sentence[at : at + _LONGEST_OPENING], broken=broken)
    if found is None:
        return None
    names, start, end = found
    further = end + at if broken else name_goes_on(sentence, end + at, names[-1], to_role=True)
    if further > end + at:
        names = (*names[:-1], f"{names[-1]} {' '.join(sentence[end + at : further].split())}")
    end = further
    after = _after_brackets(sentence, end)
    rest = sentence[after:].rstrip()
    if not acts(rest):
        verb = _verb_behind(sentence, after)
        if verb is None:
            return None
        names, end, after = names_through(sentence[at + start : verb]) or names, verb, verb
        rest = sentence[after:].rstrip()
    if len(rest.split()) < _FEWEST_WORDS:
        return None
    lead = len(rest) - len(rest.lstrip(" ,:\n\t"))
    return Opening(names=names, start=at + start, end=end, rest=after + lead)


def _verb_behind(sentence: str, after: int) -> int | None:
    """Where the verb of a role stands behind names that the grammar does not know, None where other words part them."""
    between = re.match(rf"[^.;:]{{1,{_LONGEST_UNKNOWN}}}", sentence[after:])
    if between is None or not between.group().startswith((",", " và ", " ")):
        return None
    verb = role_verb_in(between.group())
    if not verb:
        return None
    names = between.group()[:verb]
    known = fold(names).split()
    if work_in(names) is not None or any(word in _patterns().states for word in known):
        return None
    return after + verb


def _ordered(sentence: str, *, broken: bool) -> Opening | None:
    folded = fold_with_map(sentence)
    for order in _patterns().order.finditer(folded.text):
        at = folded.to_source(order.start(), order.end())[1]
        before = sentence[: folded.starts[order.start("verb")]]
        if (broken or _gives_orders(before)) and not _DONE.search(fold(before)):
            found = _opening_at(sentence, at, broken=broken)
            if found is not None:
                return found
    return None


def _gives_orders(before: str) -> bool:
    """Whether the words before an order are nothing, a clause, or who gives it."""
    last = re.split(r"[,;:.]", before)[-1].strip(_MARKS)
    words = re.sub(r"(?i)\s*(?:trân trọng|kính|và|đồng thời)$|^(?:và|đồng thời)\s*", "", last)
    if not words:
        return True
    mentions = leading_agencies(_THUS.sub("", words))
    return bool(mentions) and mentions[-1].end == len(_THUS.sub("", words))


def ends_with_agencies(text: str) -> bool:
    """Whether the words in front of a semicolon are agencies of a list that goes on behind it."""
    words = text.strip(_MARKS)[-_LONGEST_LIST:]
    begin = len(words)
    for mention in reversed(agencies_in(words)):
        if words[mention.end : begin].strip(" ,;()") not in ("", "và"):
            break
        begin = mention.start
    before = fold(words[:begin]).strip(" ,:")
    return begin < len(words) and (not before or _patterns().before_list.search(before) is not None)


def _behind_comma(sentence: str, *, broken: bool, anywhere: bool) -> Opening | None:
    head = fold(sentence[_skip_marks(sentence) :][:_LONGEST_ADVERBIAL])
    marks = ",:" if anywhere or _patterns().adverbial.match(head) else ":"
    for number, comma in enumerate(re.finditer(rf"[{marks}]\s+", sentence)):
        if number >= _MOST_COMMAS or (comma.start() > _LONGEST_ADVERBIAL and not anywhere):
            break
        found = _opening_at(sentence, comma.end(), broken=broken)
        if found is not None:
            return found
    return None


def _by_agency(sentence: str) -> Opening | None:
    """ "… do Sở Nội vụ chủ trì, phối hợp với …", "… (Sở Nội vụ chủ trì)": the agency that is named."""
    folded = fold(sentence)
    for by in _patterns().by.finditer(folded):
        mentions = (
            leading_agencies(sentence[by.end() : by.end() + _LONGEST_OPENING]) if len(folded) == len(sentence) else ()
        )
        if not mentions:
            continue
        end = by.end() + mentions[-1].end
        rest = end + len(sentence[end:]) - len(sentence[end:].lstrip())
        if _patterns().by_verb.match(folded, rest):
            names = tuple(dict.fromkeys(mention.name for mention in mentions))
            return Opening(names=names, start=by.end() + mentions[0].start, end=end, rest=0)
    return None


def _answering(sentence: str) -> Opening | None:
    """Who has to answer for something: the agency right before "có trách nhiệm", or the subject of the sentence."""
    folded = fold(sentence)
    duty = _patterns().answers.search(folded) if len(folded) == len(sentence) else None
    if duty is None or len(sentence[duty.start() :].split()) < _FEWEST_WORDS:
        return None
    before = sentence[: duty.start()].rstrip()
    mentions = agencies_in(before[-_LONGEST_LIST:])
    if mentions and mentions[-1].end == len(before[-_LONGEST_LIST:]):
        start = max(0, len(before) - _LONGEST_LIST) + mentions[-1].start
        return Opening(names=(mentions[-1].name,), start=start, end=len(before), rest=duty.start())
    start = _skip_marks(sentence)
    subject = before[start:]
    words = subject.split()
    is_name = 2 <= len(words) <= _MOST_SUBJECT_WORDS and not re.search(r"[,.;:]", subject)
    if not is_name or not words[0][:1].isupper() or opens_with_work(subject) or _DONE.search(fold(subject)):
        return None
    if _patterns().adverbial.match(fold(subject)) or fold(words[0]) in _patterns().no_verb:
        return None
    return Opening(names=(" ".join(words),), start=start, end=start + len(subject), rest=duty.start())


def _order_length(text: str) -> int:
    order = _patterns().orders.match(fold(text))
    return order.end() if order else 0


def _skip_marks(text: str) -> int:
    return len(text) - len(text.lstrip(_MARKS))


def _after_brackets(text: str, at: int) -> int:
    bracket = _BRACKET.match(text, at)
    return bracket.end() if bracket else at


@dataclass(frozen=True, slots=True)
class _Patterns:
    order: re.Pattern[str]
    orders: re.Pattern[str]
    heading: re.Pattern[str]
    before_list: re.Pattern[str]
    answers: re.Pattern[str]
    by: re.Pattern[str]
    by_verb: re.Pattern[str]
    heading_end: re.Pattern[str]
    adverbial: re.Pattern[str]
    nothing_assigned: re.Pattern[str]
    assigning: re.Pattern[str]
    recital: re.Pattern[str]
    no_verb: frozenset[str]
    no_verb_marked: frozenset[str]
    but_verb: frozenset[str]
    no_task: tuple[str, ...]
    issues: re.Pattern[str]
    states: frozenset[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    with _WORDS_FILE.open("rb") as file:
        data: dict[str, Any] = tomllib.load(file)
    return _Patterns(
        order=re.compile(rf"(?:^|[\s,;.])(?P<verb>{data['order']})\s+"),
        orders=re.compile(rf"(?:(?:{data['order']})\s+)+"),
        heading=re.compile(rf"\W*(?:{data['heading']})\s*:?\s+"),
        before_list=re.compile(rf"\b(?:{data['order']}|{data['before_list']})$"),
        answers=re.compile(rf"\b(?:{data['answers']})\b"),
        by=re.compile(rf"(?:\b{data['by']}\s+|\((?:giao\s|{data['by']}\s)?)"),
        by_verb=re.compile(rf"(?:{data['by_verb']})\b"),
        heading_end=re.compile(rf"\b(?:{data['heading_end']})\b"),
        adverbial=re.compile(rf"(?:{data['adverbial']})\b"),
        nothing_assigned=re.compile(data["nothing_assigned"]),
        assigning=re.compile(data["assigning"]),
        recital=re.compile(rf"\W*(?:{data['recital']})\b"),
        no_verb=frozenset(data["no_verb"]),
        no_verb_marked=frozenset(data["no_verb_marked"]),
        but_verb=frozenset(data["but_verb"]),
        no_task=tuple(data["no_task"]),
        issues=re.compile(data["issues"]),
        states=frozenset(data["states"]),
    )

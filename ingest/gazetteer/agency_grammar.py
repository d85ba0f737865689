"""Agencies told by their grammar: a head noun and its name, a post and its body, a group of bodies.

`ingest.gazetteer.agencies` knows the agencies that a list holds, in broken text too. This reads clean text and needs no
list: "Ban quản lý Khu Kinh tế Phú Yên", "Tổ đảng ở Thường trực Ủy ban Pháp luật", "các sở, ban, ngành cấp tỉnh",
"Giám đốc các sở". A name is as it is written, from its head to the word that cannot belong to it: a verb, a
preposition, another head.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.gazetteer.agencies import AGENCIES
from ingest.gazetteer.agency_forms import agency_end, joint_end
from ingest.gazetteer.agency_words import FAMILIES, PLURALS, Phrases, Token, tokens_of, words_of_names

# One text is asked for by several rules, one after the other.
_REMEMBERED = 256
_LONGEST_BRACKET = 60
_LONGEST_VERB = 40
_WORDS_ONLY = re.compile(r"[^.,;:()\n]{1,100}")
_MOST_FURTHER_WORDS = 8
_QUALIFIERS = frozenset({"thuộc", "trên", "đóng", "tại", "có", "nơi"})
_LONGEST_QUALIFIER = 20
# Heads that a heading may write in capitals before a name that it does not.
_HEADS = frozenset({"Sở", "Bộ", "Phòng", "Ban", "Cục", "Hội"})
_COMPANIES = ("Tập đoàn", "Tổng công ty", "Công ty", "Ngân hàng")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMention:
    """An agency as the text names it at `start:end`; `name` opens with a capital, white space is single."""

    start: int
    end: int
    name: str


def agencies_in(text: str) -> tuple[AgencyMention, ...]:
    """The agencies that clean `text` names, in order of place, none inside another."""
    return tuple(_mentions(text, tokens_of(text)))


@lru_cache(maxsize=_REMEMBERED)
def leading_agencies(text: str) -> tuple[AgencyMention, ...]:
    """The agencies of the list that `text` opens with; empty where it opens with something else.

    Here a head needs no capital, and "Cơ quan chủ trì", "Đơn vị được giao" are bodies.
    """
    tokens = tokens_of(text)
    run: list[AgencyMention] = []
    at = 0
    while at < len(tokens):
        found, end = _read(text, tokens, at, lone=True, before=run[-1].name if run else "")
        if not found:
            break
        run += found
        further = _before_next(tokens, end)
        if further is not None:  # "…, Viện Nghiên cứu phát triển Thành phố, Sở Nội vụ"
            words = " ".join(text[tokens[end].start : tokens[further - 1].end].split())
            run[-1] = AgencyMention(start=run[-1].start, end=tokens[further - 1].end, name=f"{run[-1].name} {words}")
            end = further
        joint = joint_end(tokens, _after_qualifier(tokens, _after_bracket(tokens, end)))
        if joint is None:
            break
        at = joint
    return tuple(run)


def names_through(text: str) -> tuple[str, ...]:
    """The names of a text that holds a list of bodies and nothing else, also those that no grammar knows.

    A part without a head of its own ("…, cao đẳng trên địa bàn tỉnh") belongs to the name before it.
    """
    names: list[str] = []
    mentions = leading_agencies(text)
    at = 0
    while mentions:
        names += [mention.name for mention in mentions]
        at += mentions[-1].end
        following = next((m for m in agencies_in(text[at:])), None)
        between = text[at : at + following.start] if following else text[at:]
        further = " ".join(between.split()).rstrip(" ,;.:-–").removesuffix(" và").rstrip(" ,")
        if further.strip(" ,"):
            names[-1] = f"{names[-1]}{'' if further.startswith(',') else ' '}{further}"
        if following is None:
            break
        at += following.start
        mentions = leading_agencies(text[at:])
    return tuple(dict.fromkeys(names))


def name_goes_on(text: str, end: int, name: str, *, to_role: bool) -> int:
    """Where a name that no list has really ends: before the next verb, of a role where `to_role`.

    "Viện Nghiên cứu phát triển Thành phố chủ trì": the grammar stops at a lower-case word that it does not know.
    """
    if AGENCIES.agency(name) is not None or not text[end : end + 2].strip()[:1].islower():
        return end
    words = _WORDS_ONLY.match(text, end)
    rest = words.group() if words is not None else ""
    verb = role_verb_in(rest) if to_role else work_in(rest)
    further = rest[:verb].split() if verb else []
    if not further or len(further) > _MOST_FURTHER_WORDS or work_in(rest[:verb]) is not None:
        return end
    if any(word.lower() in words_of_names().functions for word in further):
        return end
    return end + len(rest[:verb].rstrip())


def role_verb_in(text: str) -> int | None:
    """Where the first verb of a role begins in `text` ("chủ trì", "có trách nhiệm"), None if there is none."""
    return _first(words_of_names().role_verbs, text)


def work_in(text: str) -> int | None:
    """Where the first verb of the work of agencies begins in `text`, None if there is none."""
    return _first(words_of_names().verbs, text)


def _first(verbs: Phrases, text: str) -> int | None:
    tokens = tokens_of(text)
    return next((token.start for number, token in enumerate(tokens) if verbs.opens(tokens, number)), None)


def opens_with_work(text: str) -> bool:
    """Whether `text` opens with a verb of the work of agencies."""
    return words_of_names().verbs.opens(tokens_of(text[:_LONGEST_VERB]), 0)


def _mentions(text: str, tokens: tuple[Token, ...]) -> Iterator[AgencyMention]:
    at = 0
    openers = words_of_names().openers | PLURALS | {"đồng"}
    while at < len(tokens):
        if tokens[at].lower not in openers:
            at += 1
            continue
        found, end = _read(text, tokens, at, lone=False, before="")
        yield from found
        at = max(end, at + 1)


def _read(text: str, tokens: tuple[Token, ...], at: int, *, lone: bool, before: str) -> tuple[list[AgencyMention], int]:
    """What begins at `at`, and where it ends; `before` is the name that stands in front of it in a list."""
    domains = _shared_head(text, tokens, at)
    if domains:
        return domains
    short = _without_head(tokens, at, before)
    if short is not None:
        words = " ".join(text[tokens[at].start : tokens[short - 1].end].split())
        name = f"{before.split()[0] if before.startswith(FAMILIES) else _company(before)} {words}"
        listed = AGENCIES.agency(name)
        name = listed.name if listed is not None else name
        return [AgencyMention(start=tokens[at].start, end=tokens[short - 1].end, name=name)], short
    end = agency_end(tokens, at, lone=lone)
    return ([], at) if end is None else ([_named(text, tokens, at, end)], end)


def _shared_head(text: str, tokens: tuple[Token, ...], at: int) -> tuple[list[AgencyMention], int] | None:
    """ "các sở: Tài chính, Nội vụ và Tư pháp": each domain with the head that they share, and with its post."""
    post = words_of_names().posts.longest(tokens, at)
    title = " ".join(token.text for token in tokens[at:post]) + " " if post is not None else ""
    at = post or at
    if at >= len(tokens) or tokens[at].lower not in PLURALS or at + 2 >= len(tokens):
        return None
    head = tokens[at + 1].lower
    domains = words_of_names().domains.get(head)
    at += 3 if tokens[at + 2].text == ":" else 2
    found: list[AgencyMention] = []
    end = at
    while domains is not None and at < len(tokens) and tokens[at].is_capital:
        following = domains.longest(tokens, at)
        if following is None:
            break
        words = " ".join(text[tokens[at].start : tokens[following - 1].end].split())
        start = tokens[at].start
        found.append(
            AgencyMention(start=start, end=tokens[following - 1].end, name=f"{title}{head.capitalize()} {words}")
        )
        end = following
        joint = joint_end(tokens, following)
        if joint is None:
            break
        at = joint
    return (found, end) if found else None


def _without_head(tokens: tuple[Token, ...], at: int, before: str) -> int | None:
    """Past a name that takes its head from the one before it: "Sở Tài chính, Nội vụ", "Tập đoàn FPT, CMC"."""
    if before.startswith(FAMILIES):
        domains = words_of_names().domains[before.split()[0].lower()]
        is_of_family = domains.longest(tokens_of(before), 1) is not None  # "Bộ Chỉ huy quân sự tỉnh" is no ministry
        end = domains.longest(tokens, at) if is_of_family and tokens[at].is_capital else None
        whole = agency_end(tokens, at, lone=True) if end is not None else None
        return None if end is None or (whole is not None and whole > end) else end
    if (
        _company(before)
        and tokens[at].text.isupper()
        and len(tokens[at].text) > 1
        and not agency_end(tokens, at, lone=True)
    ):
        return at + 1
    return None


def _company(name: str) -> str:
    return next((head for head in _COMPANIES if name.startswith(head + " ")), "")


def _named(text: str, tokens: tuple[Token, ...], at: int, end: int) -> AgencyMention:
    """The mention of the tokens `at:end`; a short form that a list knows is written out."""
    words = " ".join(text[tokens[at].start : tokens[end - 1].end].split())
    listed = AGENCIES.agency(words) if any(token.text.isupper() for token in tokens[at:end]) else None
    if (words.isupper() and at + 1 < end) or (tokens[at].text.isupper() and tokens[at].text.capitalize() in _HEADS):
        listed = AGENCIES.agency(words)
        return AgencyMention(
            start=tokens[at].start, end=tokens[end - 1].end, name=listed.name if listed else words.capitalize()
        )
    is_short = listed is not None and listed.kind == "named" and len(listed.name) > len(words)
    name = listed.name if listed is not None and is_short else words[:1].upper() + words[1:]
    return AgencyMention(start=tokens[at].start, end=tokens[end - 1].end, name=name)


def _before_next(tokens: tuple[Token, ...], at: int) -> int | None:
    """Past lower-case words that belong to the name before them, where the next agency of the list follows a joint."""
    words = words_of_names()
    if at >= len(tokens) or not tokens[at].text[0].islower() or joint_end(tokens, at) is not None:
        return None
    for end in range(at, min(len(tokens), at + _MOST_FURTHER_WORDS)):
        if tokens[end].text in ",;" or tokens[end].lower == "và":
            follows = joint_end(tokens, end)
            return end if follows is not None and agency_end(tokens, follows, lone=False) is not None else None
        if words.verbs.opens(tokens, end) or tokens[end].lower in words.functions or not tokens[end].text[0].isalnum():
            return None
    return None


def _after_bracket(tokens: tuple[Token, ...], at: int) -> int:
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    for end in range(at + 1, min(len(tokens), at + _LONGEST_BRACKET)):
        if tokens[end].text == ")":
            return end + 1
    return at


def _after_qualifier(tokens: tuple[Token, ...], at: int) -> int:
    """Past what narrows a name up to the semicolon of a list ("… các xã thuộc vùng miền núi; Thủ trưởng …")."""
    if at < len(tokens) and tokens[at].lower in _QUALIFIERS:
        for end in range(at + 1, min(len(tokens), at + _LONGEST_QUALIFIER)):
            if tokens[end].text == ";":
                return end
            if tokens[end].text in ".:" or words_of_names().role_verbs.opens(tokens, end):
                break
    return at

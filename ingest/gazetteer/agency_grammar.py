"""Agencies told by their grammar: a head noun and its name, a post and its body, a group of bodies.

`ingest.gazetteer.agencies` knows the agencies that a list holds, in broken text too. This reads clean text and needs no list:
"Ban quản lý Khu Kinh tế Phú Yên", "Tổ đảng ở Thường trực Ủy ban Pháp luật", "các sở, ban, ngành cấp tỉnh", "Giám đốc
các sở". A name is as it is written, from its head to the word that cannot belong to it: a verb, a preposition, another
head.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.gazetteer.agencies import AGENCIES
from ingest.gazetteer.agency_words import FAMILIES, Token, Words, phrase_at, tokens_of, words_of_names

_LONGEST_LOWER_RUN = 10
_LONGEST_BRACKET = 60
_LIST_MARKS = frozenset({",", ";", "/", "-", "–", "+"})
_JOINT_WORDS = frozenset({"và", "cùng", "với", "hoặc"})
_NAME_MARKS = frozenset({",", "-", "–", "&", "và"})
_PLURALS = frozenset({"các", "những", "từng", "mỗi"})
_BELONGS = frozenset({"của", "thuộc", "ở"})
_COMPANIES = ("Tập đoàn", "Tổng công ty", "Công ty", "Ngân hàng")
_COMRADES = ("các đồng chí", "đồng chí", "các ông bà", "ông", "bà")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMention:
    """An agency as the text names it at `start:end`; `name` opens with a capital, white space is single."""

    start: int
    end: int
    name: str


def agencies_in(text: str) -> tuple[AgencyMention, ...]:
    """The agencies that clean `text` names, in order of place, none inside another."""
    return tuple(_mentions(text, tokens_of(text)))


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
        joint = _joint(tokens, _after_bracket(tokens, end))
        if joint is None:
            break
        at = joint
    return tuple(run)


def _mentions(text: str, tokens: tuple[Token, ...]) -> Iterator[AgencyMention]:
    at = 0
    while at < len(tokens):
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
    end = _agency(tokens, at, lone=lone)
    return ([], at) if end is None else ([_named(text, tokens, at, end)], end)


def _shared_head(text: str, tokens: tuple[Token, ...], at: int) -> tuple[list[AgencyMention], int] | None:
    """ "các sở: Tài chính, Nội vụ và Tư pháp": each domain with the head that they share."""
    if tokens[at].lower not in _PLURALS or at + 2 >= len(tokens):
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
        found.append(AgencyMention(start=start, end=tokens[following - 1].end, name=f"{head.capitalize()} {words}"))
        end = following
        joint = _joint(tokens, following)
        if joint is None:
            break
        at = joint
    return (found, end) if found else None


def _without_head(tokens: tuple[Token, ...], at: int, before: str) -> int | None:
    """Past a name that takes its head from the one before it: "Sở Tài chính, Nội vụ", "Tập đoàn FPT, CMC"."""
    if before.startswith(FAMILIES):
        domains = words_of_names().domains[before.split()[0].lower()]
        return domains.longest(tokens, at) if tokens[at].is_capital else None
    if (
        _company(before)
        and tokens[at].text.isupper()
        and len(tokens[at].text) > 1
        and not _agency(tokens, at, lone=True)
    ):
        return at + 1
    return None


def _company(name: str) -> str:
    return next((head for head in _COMPANIES if name.startswith(head + " ")), "")


def _named(text: str, tokens: tuple[Token, ...], at: int, end: int) -> AgencyMention:
    """The mention of the tokens `at:end`; a short form that a list knows is written out."""
    words = " ".join(text[tokens[at].start : tokens[end - 1].end].split())
    listed = AGENCIES.agency(words) if any(token.text.isupper() for token in tokens[at:end]) else None
    is_short = listed is not None and listed.kind == "named" and len(listed.name) > len(words)
    name = listed.name if listed is not None and is_short else words[:1].upper() + words[1:]
    return AgencyMention(start=tokens[at].start, end=tokens[end - 1].end, name=name)


def _joint(tokens: tuple[Token, ...], at: int) -> int | None:
    """Past the marks and words that join two agencies of a list, None where nothing joins."""
    first = at
    while at < len(tokens) and at - first < 3:
        if tokens[at].lower not in _LIST_MARKS and tokens[at].lower not in _JOINT_WORDS:
            break
        at += 1
    return at if first < at < len(tokens) else None


def _after_bracket(tokens: tuple[Token, ...], at: int) -> int:
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    for end in range(at + 1, min(len(tokens), at + _LONGEST_BRACKET)):
        if tokens[end].text == ")":
            return end + 1
    return at


def _agency(tokens: tuple[Token, ...], at: int, *, lone: bool) -> int | None:
    """One past the last token of the agency that begins at `at`, None if none does."""
    words = words_of_names()
    for phrase in _COMRADES:
        skipped = phrase_at(tokens, at, phrase)
        if skipped is not None:
            end = _post(tokens, skipped, lone=True)
            return end if end is not None else None
    for read in (_post, _group, _whole, _body):
        end = read(tokens, at, lone=lone)
        if end is not None:
            return end
    listed = words.known.longest(tokens, at) if tokens[at].is_capital else None
    if listed is not None:
        return listed
    return None if not lone else _lone_group(tokens, at, words)


def _post(tokens: tuple[Token, ...], at: int, *, lone: bool) -> int | None:
    words = words_of_names()
    end = words.posts.longest(tokens, at)
    if end is None or not (tokens[at].is_capital or lone or _any_body(tokens, end)):
        return None
    alone = words.lone_posts.longest(tokens, at)
    body = _any_body(tokens, end)
    if body is not None:
        return body
    shared = _joint(tokens, end)  # "Giám đốc, Thủ trưởng các sở"
    if alone is None and shared is not None and words.posts.longest(tokens, shared) is not None:
        return _post(tokens, shared, lone=True)
    if alone is None or alone == len(tokens):
        return alone
    return _tail(tokens, alone, alone)


def _any_body(tokens: tuple[Token, ...], at: int) -> int | None:
    for read in (_group, _whole, _body):
        end = read(tokens, at, lone=True)
        if end is not None:
            return end
    return _lone_group(tokens, at, words_of_names())


def _group(tokens: tuple[Token, ...], at: int, *, lone: bool) -> int | None:
    """ "các sở, ban, ngành cấp tỉnh", "sở, ngành", "các đơn vị có liên quan"."""
    words = words_of_names()
    plural = at < len(tokens) and tokens[at].lower in _PLURALS
    start = at + 1 if plural else at
    end = words.groups.longest(tokens, start)
    if end is None:
        return None
    if plural and end < len(tokens) and tokens[end].is_capital and not tokens[start].is_capital:
        return None if tokens[end - 1].lower in ("bộ", "sở") else _narrowed(tokens, end)
    count = 1
    end = _narrowed(tokens, end)
    while end < len(tokens) and tokens[end].lower in _NAME_MARKS:
        following = words.groups.longest(tokens, end + 1)
        if following is None or _body(tokens, end + 1, lone=False) is not None:
            break
        if words.verbs.opens(tokens, end + 1):
            break
        end = _narrowed(tokens, following)
        count += 1
    return end if plural or (count > 1 and (lone or tokens[at].is_capital or count > 2)) else None


def _lone_group(tokens: tuple[Token, ...], at: int, words: "Words") -> int | None:
    """A group noun that opens a unit without "các": "Cơ quan chủ trì"."""
    end = words.lone_groups.longest(tokens, at)
    if end is None:
        return None
    narrowed = _narrowed(tokens, end)
    return narrowed if narrowed > end else None


def _narrowed(tokens: tuple[Token, ...], at: int) -> int:
    """Past the words that narrow a group: its level, whose it is, that it is concerned."""
    words = words_of_names()
    while at < len(tokens):
        if tokens[at].lower in ("thuộc", "của") or phrase_at(tokens, at, "trực thuộc") is not None:
            start = at + (2 if tokens[at].lower == "trực" else 1)
            nested = _any_body(tokens, start) or words.levels.longest(tokens, start)
            if nested is None and start < len(tokens) and tokens[start].is_capital:
                nested = start + 1
            if nested is not None:
                at = _place(tokens, nested)
                continue
        if tokens[at].is_capital and (nested := _whole(tokens, at, lone=False)) is not None:
            at = nested  # "các ban đảng Tỉnh ủy"
            continue
        further = words.attributes.longest(tokens, at)
        if further is None or (words.verbs.opens(tokens, at) and not _ends_list(tokens, further)):
            return at
        at = _place(tokens, further)
    return at


def _ends_list(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what stands at `at` ends the name: a mark, or the end."""
    return at >= len(tokens) or not tokens[at].text[0].isalnum() or tokens[at].lower in ("có", "và")


def _place(tokens: tuple[Token, ...], at: int) -> int:
    """Past the name of a place: capitalised words that open nothing else."""
    words = words_of_names()
    while at < len(tokens) and tokens[at].is_capital and words.heads.longest(tokens, at) is None:
        if words.posts.longest(tokens, at) is not None or words.verbs.opens(tokens, at):
            break
        at += 1
    return at


def _places(tokens: tuple[Token, ...], at: int) -> int:
    """Past the places that a plural names ("các thành phố: Hà Nội, Cần Thơ"), or the one of a level."""
    if at + 1 >= len(tokens) or tokens[at].text != ":" or not tokens[at + 1].is_capital:
        return _place(tokens, at)
    end = _place(tokens, at + 1)
    while end > at + 1 and end + 1 < len(tokens) and tokens[end].lower in (",", "và") and tokens[end + 1].is_capital:
        further = _place(tokens, end + 1)
        if further == end + 1:
            break
        end = further
    return end if end > at + 1 else at


def _whole(tokens: tuple[Token, ...], at: int, *, lone: bool) -> int | None:
    words = words_of_names()
    end = words.whole.longest(tokens, at)
    if end is None or not (tokens[at].is_capital or lone):
        return None
    longer = _body(tokens, at, lone=lone)
    return max(end, longer or 0)


def _body(tokens: tuple[Token, ...], at: int, *, lone: bool) -> int | None:
    """A head noun and the name behind it."""
    words = words_of_names()
    head = words.heads.longest(tokens, at)
    if head is None:
        return None
    if not tokens[at].is_capital and not lone and not _is_named(tokens, head):
        return None
    end = max(_tail(tokens, head, at), words.known.longest(tokens, at) or 0)
    return end if end > head else None


def _is_named(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a head without a capital has a name: a capitalised word, or a level."""
    if at >= len(tokens):
        return False
    return tokens[at].is_capital or words_of_names().levels.longest(tokens, at) is not None


def _tail(tokens: tuple[Token, ...], at: int, start: int) -> int:
    """One past the name that goes on at `at` behind the head that opens at `start`."""
    words = words_of_names()
    first = at
    family = words.domains.get(tokens[start].lower)
    at = phrase_at(tokens, at, "cơ quan") or at  # "Đảng ủy cơ quan Văn phòng Quốc hội"
    known = words.known.longest(tokens, start)
    at = max(at, known or 0)
    open_head = words.open_heads.longest(tokens, start) == first
    capital_before = False
    lower_run = 0
    while at < len(tokens):
        token = tokens[at]
        if token.lower in _NAME_MARKS:
            further = words.levels.longest(tokens, at + 1)
            if further is not None and at > first and words.levels.longest(tokens, at - 1) == at:
                at = _place(tokens, further)  # "UBND phường, xã, đặc khu"
                continue
            following = _after_mark(tokens, at, begun=at > first)
            if following is None or (family is not None and family.longest(tokens, at + 1) is not None):
                break
            at, capital_before, lower_run = following, True, 0
            continue
        if words.role_verbs.opens(tokens, at):
            break
        if token.is_capital and (at == first or not _begins_other(tokens, at)):
            nested = words.heads.longest(tokens, at) or at + 1
            at, capital_before, lower_run = nested, not tokens[nested - 1].text.isupper(), 0
            continue
        if token.is_capital or not token.text[0].isalnum():
            break
        level = words.levels.longest(tokens, at) or _level_list(tokens, at)
        if level is not None and not words.verbs.opens(tokens, at):
            listed = _level_list(tokens, at)
            at = _places(tokens, listed) if listed is not None else _place(tokens, level)
            capital_before, lower_run = False, 2
            continue
        if token.lower in _BELONGS:
            owner = _any_body(tokens, at + 1) if at + 1 < len(tokens) else None
            if owner is None:
                break
            at, capital_before, lower_run = owner, False, 2
            continue
        if token.lower == "số" and at + 1 < len(tokens) and tokens[at + 1].text.isdigit():
            at += 2
            continue
        further = words.name_words.longest(tokens, at)
        early = open_head and lower_run == at - first and lower_run < _LONGEST_LOWER_RUN
        second = f"{tokens[at - 1].lower} {token.lower}" in words.verb_pairs  # "Bảo đảm", "Tổng hợp"
        plain = not words.verbs.opens(tokens, at) and token.lower not in words.functions
        if capital_before and (second or plain):
            at, capital_before, lower_run = at + 1, False, 1
        elif further is not None and (early or not words.verbs.opens(tokens, at)):
            at, capital_before, lower_run = further, False, lower_run + further - at
        elif early and not words.role_verbs.opens(tokens, at):
            at, lower_run = at + 1, lower_run + 1
        else:
            break
    return at


def _after_mark(tokens: tuple[Token, ...], at: int, *, begun: bool) -> int | None:
    """Past a joint and the capitalised word behind it, where the name goes on ("Văn hóa, Thể thao và Du lịch")."""
    follows = at + 1
    if follows >= len(tokens) or not tokens[follows].is_capital or tokens[follows].text.isupper():
        return None
    if _begins_other(tokens, follows) or words_of_names().role_verbs.opens(tokens, follows):
        return None
    if not begun and tokens[at].lower != "và":
        return None
    return follows + 1


def _begins_other(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether another agency begins at a capitalised word right behind a joint."""
    words = words_of_names()
    head = words.heads.longest(tokens, at)
    joined = at > 0 and tokens[at - 1].lower in (*_NAME_MARKS, *_JOINT_WORDS, ";")
    post = words.posts.longest(tokens, at)
    whole = words.whole.longest(tokens, at)
    return joined and (
        (head is not None and (head >= len(tokens) or tokens[head].text[0].isalnum()))
        or post is not None
        or whole is not None
    )


def _level_list(tokens: tuple[Token, ...], at: int) -> int | None:
    """ "các huyện, thị xã và thành phố", "xã, phường": past the levels of a list."""
    words = words_of_names()
    start = at + 1 if at < len(tokens) and tokens[at].lower in _PLURALS else at
    end = words.levels.longest(tokens, start)
    if end is None:
        return None
    while end + 1 < len(tokens) and tokens[end].lower in (",", "và", "-"):
        following = words.levels.longest(tokens, end + 1)
        if following is None:
            break
        end = following
    for phrase in ("trực thuộc trung ương", "trên địa bàn tỉnh"):
        end = phrase_at(tokens, end, phrase) or end
    return end

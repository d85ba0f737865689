"""The forms that the name of an agency takes, and where it ends: a post, a group, a body with a name or without.

Each reader is given the tokens of a text and where to begin, and gives one past the last token of what it reads, or
None.
"""

from ingest.gazetteer.agency_words import PLURALS, Phrases, Token, Words, phrase_at, words_of_names

_LONGEST_LOWER_RUN = 10
_NAME_MARKS = frozenset({",", "-", "–", "&", "và"})
_BELONGS = frozenset({"của", "thuộc", "ở"})
_LONGEST_LEVEL = len(["các", "thành", "phố"])
_COMRADES = ("các đồng chí", "đồng chí")
_LIST_MARKS = frozenset({",", ";", "/", "-", "–", "+"})
_JOINT_WORDS = frozenset({"và", "cùng", "với", "hoặc"})


def agency_end(tokens: tuple[Token, ...], at: int, *, lone: bool) -> int | None:
    """One past the last token of the agency that begins at `at`, None if none does.

    Where it stands `lone`, at the beginning of a unit or of a list, its head needs no capital.
    """
    words = words_of_names()
    plural = at < len(tokens) and tokens[at].lower in PLURALS
    if words.no_heads.opens(tokens, at + 1 if plural else at):
        return None
    if plural and words.posts.opens(tokens, at + 1):
        return _post(tokens, at + 1, lone=True)  # "các Bộ trưởng"
    for phrase in _COMRADES:
        skipped = phrase_at(tokens, at, phrase)
        if skipped is not None:
            end = _post(tokens, skipped, lone=True)
            return end if end is not None else None
    for read in (_post, _group, _whole, _body):
        end = read(tokens, at, lone=lone)
        if end is not None:
            return max(end, words.known_groups.longest(tokens, at) or 0)
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
    body = _any_body(tokens, end + 1 if end < len(tokens) and tokens[end].text == ":" else end)
    if body is not None:
        return body
    shared = joint_end(tokens, end)  # "Giám đốc, Thủ trưởng các sở"
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
    plural = at < len(tokens) and tokens[at].lower in PLURALS
    start = at + 1 if plural else at
    end = words.groups.longest(tokens, start) or (words.heads.longest(tokens, start) if plural else None)
    if end is None:
        return None
    if plural and end < len(tokens) and tokens[end].is_capital and not words.whole.opens(tokens, end):
        named = _body(tokens, start, lone=True)  # "các Trung tâm Phục vụ hành chính công"
        return named if named is not None else _narrowed(tokens, end)
    named = None if plural else _body(tokens, at, lone=False)
    if named is not None and any(token.is_capital for token in tokens[at + 1 : named]):
        return None  # "Ủy ban nhân dân thành phố Hà Nội, thành phố …"
    count = 1
    end = _narrowed(tokens, end)
    while end < len(tokens) and tokens[end].lower in _NAME_MARKS:
        following = words.groups.longest(tokens, end + 1)
        if following is None or _body(tokens, end + 1, lone=False) is not None:
            break
        goes_on = _ends_list(tokens, following) or words.attributes.opens(tokens, following)
        if words.verbs.opens(tokens, end + 1) and not goes_on:
            break
        end = _narrowed(tokens, following)
        count += 1
    return end if plural or (count > 1 and (lone or tokens[at].is_capital or count > 2)) else None


def _lone_group(tokens: tuple[Token, ...], at: int, words: Words) -> int | None:
    """A group noun that opens a unit without "các": "Cơ quan chủ trì"."""
    end = words.lone_groups.longest(tokens, at)
    if end is None:
        return None
    narrowed = _narrowed(tokens, words.attributes.longest(tokens, end) or end)
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
        if further is None or (words.verbs.opens(tokens, at) and not _ends_name(tokens, further)):
            return at
        at = _place(tokens, further)
    return at


def _ends_list(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what stands at `at` ends the name: a mark, or the end."""
    return at >= len(tokens) or not tokens[at].text[0].isalnum() or tokens[at].lower in ("có", "và")


def _ends_name(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether nothing that is told of the name follows: the text ends, or a colon, or what it is bound to."""
    return at >= len(tokens) or tokens[at].text in ":;)." or tokens[at].lower == "có"


def _place(tokens: tuple[Token, ...], at: int) -> int:
    """Past the name of a place: capitalised words that open nothing else."""
    words = words_of_names()
    while at < len(tokens) and tokens[at].is_capital and words.heads.longest(tokens, at) is None:
        if words.posts.longest(tokens, at) is not None or words.verbs.opens(tokens, at):
            break
        at = words.levels.longest(tokens, at) or at + 1
    return at


def _places(tokens: tuple[Token, ...], at: int) -> int:
    """Past the places that a plural names ("các thành phố: Hà Nội, Cần Thơ"), or the one of a level."""
    is_list = at + 1 < len(tokens) and tokens[at].text == ":" and tokens[at + 1].is_capital
    is_plural = any(token.lower in PLURALS for token in tokens[max(0, at - _LONGEST_LEVEL) : at])
    if not (is_list and is_plural):
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
    if head is None or words.no_bodies.opens(tokens, at):
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
    nested_office = phrase_at(tokens, at, "cơ quan")
    if nested_office is not None and nested_office < len(tokens) and tokens[nested_office].is_capital:
        at = nested_office  # "Đảng ủy cơ quan Văn phòng Quốc hội"
    known = words.known.longest(tokens, start)
    at = max(at, known or 0)
    open_head = words.open_heads.longest(tokens, start) == first
    capital_before = False
    lower_run = 0
    while at < len(tokens):
        token = tokens[at]
        if token.lower in _NAME_MARKS:
            further = words.levels.longest(tokens, at + 1)
            if further is not None and (words.heads.longest(tokens, at + 1) or 0) > further:
                break  # "Công an tỉnh, Tỉnh ủy"
            after_level = at > first and words.levels.longest(tokens, at - 1) == at
            is_place = further is not None and further < len(tokens) and tokens[further].is_capital
            if further is not None and (after_level or is_place):
                at = _place(tokens, further)  # "UBND phường, xã, đặc khu"
                continue
            following = _after_mark(tokens, at, begun=at > first)
            if following is None or (family is not None and family.longest(tokens, at + 1) is not None):
                break
            at, capital_before, lower_run = following, True, 0
            continue
        if words.role_verbs.opens(tokens, at) and not (at == first and token.is_capital):
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
        further = _phrase_through(tokens, at, first, words.name_words)
        early = open_head and lower_run == at - first and lower_run < _LONGEST_LOWER_RUN
        second = f"{tokens[at - 1].lower} {token.lower}" in words.verb_pairs  # "Bảo đảm", "Tổng hợp"
        plain = not words.verbs.opens(tokens, at) and token.lower not in words.functions
        if capital_before and (second or plain) and further is None:
            at, capital_before, lower_run = at + 1, False, 1
        elif further is not None and (capital_before or early or not words.verbs.opens(tokens, at)):
            at, capital_before, lower_run = further, False, lower_run + further - at
        elif early and token.lower not in words.functions:
            at, lower_run = at + 1, lower_run + 1
        else:
            break
    return at


def _phrase_through(tokens: tuple[Token, ...], at: int, first: int, phrases: Phrases) -> int | None:
    """One past a phrase that begins at `at`, or at one of the two words before it and goes on past them."""
    for begin in (at, at - 1, at - 2):
        end = phrases.longest(tokens, begin) if begin >= first else None
        if end is not None and end > at:
            return end
    return None


def _after_mark(tokens: tuple[Token, ...], at: int, *, begun: bool) -> int | None:
    """Past a joint and the capitalised word behind it, where the name goes on ("Văn hóa, Thể thao và Du lịch")."""
    follows = at + 1
    if follows >= len(tokens) or not tokens[follows].is_capital:
        return None
    if tokens[follows].text.isupper() and not (begun and tokens[at].text == "VÀ"):  # a code, outside of capitals
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
    start = at + 1 if at < len(tokens) and tokens[at].lower in PLURALS else at
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


def joint_end(tokens: tuple[Token, ...], at: int) -> int | None:
    """Past the marks and words that join two agencies of a list, None where nothing joins."""
    first = at
    while at < len(tokens) and at - first < 3:
        if tokens[at].lower not in _LIST_MARKS and tokens[at].lower not in _JOINT_WORDS:
            break
        at += 1
    return at if first < at < len(tokens) else None

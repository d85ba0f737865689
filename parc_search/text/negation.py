"""The words that turn a sentence round: negations and exceptions, and whether a cut parts one from what it governs.

They are looked for with their diacritics, because "trừ" is an exception and "trụ" is not; where a scan lost them, only
forms that can hardly be another word count ("khong", "ngoai tru"). A clause ends at punctuation that closes a thought,
at a cell's edge, or where a new bullet begins: a wrapped line is no end.
"""

import re

# "không gian", "hàng không", "không chỉ … mà còn", "không ngừng", "khấu trừ" deny nothing.
_NOT = (
    r"(?:(?<!hàng )(?:không|khong)(?! (?:gian|khí|trung|quân|những|chỉ|ngừng|gian|ngung|chi )\b)|chưa|chẳng|đừng|cấm|"
    r"not|never)"
)
_BUT = (
    r"(?:(?<!khấu )(?<!loại )(?<!phòng )trừ|ngoại trừ|ngoai tru|tru truong hop|tru khi|tru cac|tru mot so|"
    r"(?:không|khong) (?:bao gồm|bao gom|kể|ke|tính|tinh)\b|except|excluding)"
)
# The words that may stand between a negation and the value that it governs: "không quá 5 ngày", "chưa được 80%".
_LINK = (
    r"(?:quá|qua|dưới|duoi|thấp hơn|ít hơn|nhiều hơn|vượt quá|vượt|nhỏ hơn|lớn hơn|cao hơn|đến|den|tới|đạt|dat|"
    r"được|duoc|phải|phai|là|la|phải là|thuộc|thuoc|do|có|co|cần|can|bao gồm|kể|giao|giao cho|cho|yêu cầu|than)"
)
_ENDS_WITH_NOT = re.compile(rf"\b(?:{_NOT}(?:\s+{_LINK})?(?:\s+mức)?|{_BUT}(?:\s+trường hợp)?)[\s:(]*$", re.IGNORECASE)
_BARE_NOT = re.compile(r"không|khong", re.IGNORECASE)
_DENIES = re.compile(rf"\b{_NOT}\b", re.IGNORECASE)
_EXCEPTS = re.compile(rf"\b{_BUT}\b", re.IGNORECASE)
_EXCEPTION = re.compile(
    rf"(?:\(|(?<!\s))\s*+\b{_BUT}\b[^().;\n]{{0,80}}(?:\n(?!\s*[-+•])[^().;\n]{{0,60}})?\)?", re.IGNORECASE
)

# Where a thought ends: closing punctuation, a cell, a blank line, or a line that opens with a bullet or a number.
_CLAUSE_END = re.compile(r"[.;:!?](?=\s|$)|[\t\f]|\n\s*\n|\n(?=\s*(?:[-+•*–]|\d{1,2}[.)]|[a-zđ]\)|[IVX]+\.)\s)")
_COMMA = re.compile(r"[,)]")
# A line of a list, and how far above it the line may stand that leads into the list.
_LIST_ITEM = re.compile(r"\s*(?:[-+•*–]|\d{1,2}[.)]|[a-zđ]\))\s")
_LOOK_UP_CHARS = 700
# A sentence of official prose has about 250 characters; what stands farther off governs something else.
_LOOK_BACK_CHARS = 120
_LOOK_AHEAD_CHARS = 160


def is_denied(text: str, start: int) -> bool:
    """Whether a negation or an exception stands right before `start` and governs what begins there.

    A number is never denied by a bare "không" ("không quá 5 ngày" has a word between): that is a misread "khoảng".
    """
    found = _ENDS_WITH_NOT.search(_clause_before(text, start))
    if found is None:
        return False
    return not (text[start : start + 1].isdigit() and _BARE_NOT.fullmatch(found.group().strip()))


def cut_before(text: str, start: int) -> bool:
    """Whether a span that begins at `start` leaves a negation or an exception of its own clause behind."""
    before = _clause_before(text, start)
    return bool(_DENIES.search(before) or _EXCEPTS.search(before))


def denying_lead_in(text: str, start: int) -> int | None:
    """Where the words begin that lead into the list with an item at `start` and deny its items; None without such.

    "Cán bộ không được:" governs each bullet under it, as far as nothing but bullets of the same sort stands between.
    """
    item = _LIST_ITEM.match(text, start)
    if item is None or text[text.rfind("\n", 0, start) + 1 : start].strip():
        return None
    end = text.rfind("\n", 0, start)
    while end > 0 and start - end <= _LOOK_UP_CHARS:
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end]
        if line.rstrip().endswith(":"):
            begin = _paragraph_start(text, begin)
            last = re.split(r"[.;]\s", text[begin:end])[-1]
            return begin if _DENIES.search(last) or _EXCEPTS.search(last) else None
        other = _LIST_ITEM.match(line)
        if other is not None and _sort(other) != _sort(item):
            return None
        end = begin - 1
    return None


def _paragraph_start(text: str, begin: int) -> int:
    """Where the wrapped words begin whose last line begins at `begin`."""
    while begin > 0 and not _LIST_ITEM.match(text, begin):
        above = text.rfind("\n", 0, begin - 1) + 1
        line = text[above : begin - 1].rstrip()
        if not line or line[-1] in ".;:!?":
            break
        begin = above
    return begin


def _sort(item: re.Match[str]) -> str:
    """The sort of a list's mark: a figure, a letter, or the sign itself."""
    mark = item.group().strip()
    return "1" if mark[0].isdigit() else "a" if mark[0].isalpha() else mark


def cut_after(text: str, end: int) -> bool:
    """Whether a span that ends at `end` leaves out a negation of its clause, or an exception of its sentence."""
    if _ends_a_clause(text, end):
        return False
    rest = _clause_after(text, end)
    # ", không theo địa giới hành chính": a denial right behind the comma still speaks of what stands before it.
    clause = rest[: found.start()] if (found := _COMMA.search(rest, 3)) else rest
    return bool(_EXCEPTS.search(rest) or _DENIES.search(clause))


def exception_after(text: str, end: int, *, close: bool = False) -> str:
    """The exception that follows `end` in its sentence ("trừ các TTHC đặc thù"), with `close` only right behind it."""
    found = _EXCEPTION.search(_clause_after(text, end))
    if found is None or (close and _clause_after(text, end)[: found.start()].strip(" ,(")):
        return ""
    return " ".join(found.group().strip(" ()").split()).rstrip(" ,")


def _clause_before(text: str, start: int) -> str:
    before = text[max(0, start - _LOOK_BACK_CHARS) : start]
    ends = list(_CLAUSE_END.finditer(before + text[start : start + 4]))
    inside = [match.end() for match in ends if match.end() <= len(before)]
    return before[inside[-1] :] if inside else before


def _clause_after(text: str, end: int) -> str:
    after = text[end : end + _LOOK_AHEAD_CHARS]
    found = _CLAUSE_END.search(after)
    return after[: found.start()] if found else after


def _ends_a_clause(text: str, end: int) -> bool:
    """Whether the text before `end` closes with the end of a clause, white space aside."""
    closed = text[max(0, end - 3) : end].rstrip()
    return closed[-1:] in tuple(".;:!?")

"""The tokens that repair reads: what stands between white space and clear punctuation.

A token may hold marks and digits inside ("vu.c", "t6i", "&Ong"): recognition left them in the place of letters.
Numbers and document codes are tokens too, so that the words around them are read in their context, but they are
`protected`: nothing may change them. The tokenizer cuts; it never judges whether a token is a word.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Clear punctuation: never part of a word, whatever recognition did to it.
_PIECE = re.compile(r"[^\s/,;()\-–—…“”\"•\[\]{}|=+<>_]+")
_CHUNK = re.compile(r"\S+")
# What a missing space glued to a word: a list number or figure before it, a figure after it.
_GLUED = re.compile(
    r"(?<=^\d)\.(?=[^\W\d]{2})|(?<=^\d\d)\.(?=[^\W\d]{2})|(?<=^\d\d)(?=[^\W\d]{2})|(?<=[^\W\d][^\W\d])\.?(?=\d{2,4}\W*$)"
)
# Latin acronyms and names of the field that hold a vowel, so that their form alone does not show them.
_ACRONYMS = frozenset(
    {"UBND", "PAR", "INDEX", "Index", "PAPI", "SIPAS", "ICT", "ISO", "PCI", "DDCI", "ODA", "IT", "AI", "TU", "TW"}
)
_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{1,3}|V|X)")
_CONSONANTS = re.compile(r"[BCDĐGHKLMNPQRSTVX]{3,9}")
_JOINED_ACRONYM = re.compile(r"[A-ZĐ]{1,6}(?:&[A-ZĐ]{1,6})+")
_EDGE_MARKS = ".:'`’‘!?*~^°·«»"
_CODE = re.compile(r"[^\w]*\d+[A-Za-z]?(?:/\d{4})?/[A-ZĐ][\wĐ]*(?:-[\wĐ]+)*")
# A code whose number stands apart or is missing: "02-NQ/TU", "/KH-UBND".
_CODE_WITHOUT_NUMBER = re.compile(
    r"[^\w]*(?:\d*[-/])?(?:QĐ|QD|KH|NQ|BC|CT|TT|NĐ|ND|CV|TTr|TB|HD|HĐ|CTr|KL|CĐ|CD|L|PL|VBHN)[-/][A-ZĐ][A-Za-zĐ]{1,9}(?![\wĐ])"
)
# A colon inside a word stands for a letter ("thi:r" = "thứ") only between two lower-case letters.
_COLON = re.compile(r"(?<![a-zà-ỹ]):|:(?![a-zà-ỹ])")

NO_SPACE, SPACE, NEWLINE, WIDE, BLANK_LINE = range(5)
PLAIN, COMMA, SENTENCE, HYPHEN, BRACKET, OTHER = range(6)
GAP_KINDS = 5 * 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token of a text: `text[start:end] == surface`.

    `gap` is the kind of what stands before it, 0..GAP_KINDS-1; `protected` tokens may not change.
    """

    start: int
    end: int
    surface: str
    gap: int
    protected: bool


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    tokens: list[Token] = []
    last_end = 0
    for chunk in _CHUNK.finditer(text):
        code = _CODE.match(chunk.group()) or _CODE_WITHOUT_NUMBER.match(chunk.group())
        code_end = chunk.start() + code.end() if code else chunk.start()
        for start, end in _pieces(text, chunk.start(), chunk.end()):
            surface = text[start:end]
            tokens.append(
                Token(
                    start=start,
                    end=end,
                    surface=surface,
                    gap=gap_kind(text[last_end:start]),
                    protected=start < code_end or _stays(surface) or _is_heading_number(text, start, end),
                )
            )
            last_end = end
    return tokens


@lru_cache(maxsize=4096)
def gap_kind(gap: str) -> int:
    """The kind of the text between two tokens: its white space times its punctuation."""
    return _space_kind(gap) * 6 + _mark_kind(gap)


def _space_kind(gap: str) -> int:
    lines = gap.count("\n") + gap.count("\f")
    if lines > 1:
        return BLANK_LINE
    if lines:
        return NEWLINE
    spaces = sum(map(str.isspace, gap))
    if not spaces:
        return NO_SPACE
    return WIDE if spaces > 1 or "\t" in gap else SPACE


def _mark_kind(gap: str) -> int:
    marks = "".join(gap.split())
    if not marks:
        return PLAIN
    for kind, members in ((SENTENCE, ".;:!?"), (COMMA, ","), (BRACKET, '()[]“”"'), (HYPHEN, "-–—/+•")):
        if any(mark in members for mark in marks):
            return kind
    return OTHER


def _is_heading_number(text: str, start: int, end: int) -> bool:
    """Whether the token is the Roman number that opens a line: "VI." """
    opens = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return opens and text[end : end + 1] == "." and _ROMAN.fullmatch(text, start, end) is not None


@lru_cache(maxsize=65536)
def _stays(surface: str) -> bool:
    """Whether the token is a number or an acronym: capitals without a vowel never come from one broken word."""
    if not any(map(str.isalpha, surface)) or surface in _ACRONYMS:
        return True
    return _CONSONANTS.fullmatch(surface) is not None or _JOINED_ACRONYM.fullmatch(surface) is not None


def _unglued(part: str) -> list[tuple[int, int]]:
    """The spans of the part between missing spaces."""
    cuts = [0, *(match.end() for match in _GLUED.finditer(part)), len(part)]
    return [(first, last) for first, last in pairwise(cuts) if last > first]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the tokens within one chunk without white space."""
    spans = []
    for piece in _PIECE.finditer(text, start, end):
        at = piece.start()
        for part in _COLON.split(piece.group()):
            for first, last in _unglued(part):
                core = part[first:last].strip(_EDGE_MARKS)
                if core.rstrip("%"):
                    core = core.rstrip("%") if core.rstrip("%").isdigit() else core
                    begin = at + part.index(core, first)
                    spans.append((begin, begin + len(core)))
            at += len(part) + 1
    return spans

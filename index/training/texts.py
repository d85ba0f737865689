"""Passages of official text, as the product would cut and head them, each with its article's title.

Every fortieth document from the eighth on is held out, as for the repair model, so that both can be judged on it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HELD_OUT_FIRST, HELD_OUT_EVERY = 7, 40
_FEWEST_WORDS, _MOST_WORDS = 14, 90
_ARTICLE = re.compile(r"^\s*Điều (\d+)[.:]\s*(.*)$")
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-zđ][.)]|[-+–•])\s+")
_HEADING = re.compile(r"^\s*(?:Chương|Mục|Phần|CHƯƠNG|PHẦN|[IVX]+\.)\s*\S+")
_TITLE = re.compile(r"\n\s*(NGHỊ ĐỊNH|THÔNG TƯ|QUYẾT ĐỊNH|NGHỊ QUYẾT|LUẬT|KẾ HOẠCH|CHỈ THỊ)\s*\n((?:[^\n]{4,}\n){1,4})")


@dataclass(frozen=True, slots=True)
class TrainingPassage:
    """A run of words of one article or section; `title` may be empty; `place` is its document and number there."""

    place: tuple[int, int]
    document: str
    title: str
    text: str


def passages_of(number: int, document: str) -> Iterator[TrainingPassage]:
    """The passages of one document, in order."""
    name = _name(document)
    count = 0
    for title, body in _sections(document):
        for text in _pieces(body):
            yield TrainingPassage(place=(number, count), document=name, title=title, text=text)
            count += 1


def is_held_out(number: int) -> bool:
    """Whether a document is kept for judging."""
    return number % HELD_OUT_EVERY == HELD_OUT_FIRST


def _name(document: str) -> str:
    found = _TITLE.search(document[:6000])
    return " ".join(f"{found[1].capitalize()} {found[2]}".split())[:160] if found else ""


def _sections(document: str) -> Iterator[tuple[str, list[str]]]:
    title, lines = "", list[str]()
    in_title = False
    for line in document.splitlines():
        if not line.strip():
            in_title = False
            continue
        article = _ARTICLE.match(line)
        if article or _HEADING.match(line):
            if lines:
                yield title, lines
            title, lines, in_title = (article[2].strip() if article else ""), [], bool(article)
        elif in_title and not _ITEM.match(line) and len(title) > 55 and title[-1] not in ".;:" and line[0].islower():
            title = f"{title} {line.strip()}"  # a title over two lines
        else:
            in_title = False
            lines.append(line)
    if lines:
        yield title, lines


def _pieces(lines: list[str]) -> Iterator[str]:
    """Items, joined while short and cut where long."""
    items: list[list[str]] = []
    for line in lines:
        if not items or _ITEM.match(line):
            items.append([])
        items[-1] += line.split()
    waiting: list[str] = []
    for item in items:
        if waiting and len(waiting) + len(item) > _MOST_WORDS:
            yield from _cut(waiting)
            waiting = []
        waiting += item
        if len(waiting) >= 25:
            yield from _cut(waiting)
            waiting = []
    if waiting:
        yield from _cut(waiting)


def _cut(words: list[str]) -> Iterator[str]:
    for first in range(0, len(words), _MOST_WORDS):
        piece = words[first : first + _MOST_WORDS]
        letters = sum(word.isalpha() for word in piece)
        if len(piece) >= _FEWEST_WORDS and letters > len(piece) / 2:
            yield " ".join(piece)

"""Web pages: the words that a reader sees, block by block; scripts, styles and comments are never text."""

import re
from html.parser import HTMLParser

from ingest.documents import Page
from ingest.readers.table_text import table_lines
from ingest.readers.text import as_meant, decoded, unpaged

_UNSEEN = frozenset(
    {"script", "style", "head", "noscript", "template", "svg", "object", "iframe", "select", "textarea"}
)
_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,30})""", re.IGNORECASE)
_HEAD_BYTES = 4096
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")


def read_webpage(content: bytes, source: str) -> tuple[str, tuple[Page, ...]]:
    """The visible text: one line a block, cells of a row parted by tabs, numbers of ordered lists written out.

    Raises:
        UnreadableFile: the bytes are no text, or nothing on the page is visible.
    """
    page = _VisibleText()
    page.feed(_text_of(content, source))
    page.close()
    return unpaged(page.text(), source)


def _text_of(content: bytes, source: str) -> str:
    declared = _CHARSET.search(content[:_HEAD_BYTES])
    if declared is not None:
        try:
            return as_meant(content.decode(declared[1].decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass  # the page does not keep to what it declares; its bytes are judged as any others
    return decoded(content, source)


class _VisibleText(HTMLParser):
    """Collects lines, those of a table cell apart; `_unseen` holds the open elements whose content is not shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._line: list[str] = []
        self._lines: list[list[str]] = [[]]  # of the page, then of each open cell
        self._tables: list[list[list[list[str]]]] = []  # the rows of each open table
        self._unseen: list[str] = []
        self._lists: list[int | None] = []  # the next number of each open list, None for bullets

    def text(self) -> str:
        """What was seen; elements that were never closed end here."""
        while self._tables:
            self._end_table()
        self._break()
        return "\n".join(line for lines in self._lines for line in lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag == "body":
            self._unseen.clear()  # a head that was never closed
        if tag == "br" or tag in _BLOCKS:
            self._break()
        if tag == "table":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].append([])
        elif tag in _CELLS and self._tables:
            self._end_cell()
            self._lines.append([])
        elif tag in ("ol", "ul"):
            start = dict(attrs).get("start") or "1"
            self._lists.append((int(start) if start.isdecimal() else 1) if tag == "ol" else None)
        elif tag == "li" and self._lists and not self._unseen:
            number = self._lists[-1]
            self._line.append("- " if number is None else f"{number}. ")
            self._lists[-1] = None if number is None else number + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        if tag in _BLOCKS:
            self._break()
        if tag in _CELLS:
            self._end_cell()
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._line.append(_SPACE.sub(" ", data))

    def _break(self) -> None:
        line = _SPACE.sub(" ", "".join(self._line)).strip()
        if line:
            self._lines[-1].append(line)
        self._line = []

    def _end_cell(self) -> None:
        """Ends the open cell of the innermost table, if one is open: each open cell has lines of its own."""
        self._break()
        if self._tables and len(self._lines) > len(self._tables):
            rows = self._tables[-1]
            cell = self._lines.pop()
            if not rows:
                rows.append([])  # a cell without its row
            rows[-1].append(cell)

    def _end_table(self) -> None:
        self._end_cell()
        rows = self._tables.pop()
        self._lines[-1] += table_lines(rows)

"""Web pages: the words that a reader sees, block by block; scripts, styles and comments are never text.

Nor is what the page itself does not show: the attribute `hidden`, and `display: none` in an element's own style or in
a simple rule of the page's styles. Style sheets in other files are not asked for.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from ingest.documents import Page
from ingest.readers.table_text import Grid, LaidCell, laid_out
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
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
# Elements that the next of these ends though no mark says so. Source: HTML, 13.1.2.4 (optional tags).
_ENDED_BY_THE_NEXT = defaultdict[str, frozenset[str]](
    frozenset,
    {
        "p": _BLOCKS - {"body", "html"},
        "li": frozenset({"li"}),
        "td": frozenset({"td", "th", "tr"}),
        "th": frozenset({"td", "th", "tr"}),
        "tr": frozenset({"tr"}),
    },
)
_NOT_SHOWN = re.compile(r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_RULE = re.compile(r"(?<![^{}])([^{}]*+)\{([^{}]*+)\}")
_MEDIA = re.compile(r"@media[^{}@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")
_SIMPLE = re.compile(r"\w*[.#][\w-]+")
_MOST_COLUMNS, _MOST_ROWS = 63, 10_000  # a cell that says more only wants to fill the memory
_MOST_NESTED = 30  # tables within tables; the rows of one still deeper are read as rows of the table around it
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
    text, tables = laid_out(page.parts())
    return unpaged(text, source, tables=tables)


def _text_of(content: bytes, source: str) -> str:
    declared = _CHARSET.search(content[:_HEAD_BYTES])
    if declared is not None:
        try:
            return as_meant(content.decode(declared[1].decode("ascii")))
        except (LookupError, UnicodeDecodeError):
            pass  # the page does not keep to what it declares; its bytes are judged as any others
    return decoded(content, source)


@dataclass(slots=True)
class _OpenTable:
    """A table that is being read: its cells, and which places of the grid they take."""

    cells: list[LaidCell] = field(default_factory=list)
    below: dict[int, int] = field(default_factory=dict)  # up to which row a cell from above takes a column
    row: int = -1
    column: int = 0
    rows: int = 1
    columns: int = 1
    is_open: bool = False  # whether a cell is
    in_head: bool = False
    head_rows: int = 0
    row_is_head: bool = True

    def open_row(self) -> None:
        self.row, self.column, self.row_is_head = self.row + 1, 0, True

    def open_cell(self, attributes: Mapping[str, str | None], *, is_head: bool) -> None:
        if self.row < 0:
            self.open_row()  # a cell without its row
        while self.below.get(self.column, -1) >= self.row:
            self.column += 1
        self.rows = _number(attributes.get("rowspan"), _MOST_ROWS)
        self.columns = _number(attributes.get("colspan"), _MOST_COLUMNS)
        self.is_open = True
        self.row_is_head = self.row_is_head and (is_head or self.in_head)

    def close_cell(self, parts: Sequence[str | Grid]) -> None:
        cell = LaidCell(row=self.row, column=self.column, rows=self.rows, columns=self.columns, parts=tuple(parts))
        self.cells.append(cell)
        for column in range(self.column, self.column + self.columns):
            self.below[column] = self.row + self.rows - 1
        self.column += self.columns
        self.is_open = False
        if self.row_is_head and self.head_rows == self.row:
            self.head_rows = self.row + 1
        elif not self.row_is_head:
            self.head_rows = min(self.head_rows, self.row)

    def grid(self) -> Grid:
        last = max((cell.row for cell in self.cells), default=0)
        cells = tuple(replace(cell, rows=min(cell.rows, last - cell.row + 1)) for cell in self.cells)
        return Grid(cells=cells, head_rows=self.head_rows)


class _VisibleText(HTMLParser):
    """Collects lines and tables, those of a table's cell apart.

    `_unseen` holds the open elements whose content is not shown, and the elements of their names inside them.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._line: list[str] = []
        self._parts: list[list[str | Grid]] = [[]]  # of the page, then of each open cell
        self._tables: list[_OpenTable] = []
        self._too_deep = 0  # how many open tables are nested deeper than is laid out
        self._unseen: list[str] = []
        self._hiding: frozenset[str] = frozenset()  # selectors of what the page's styles do not show
        self._lists: list[int | None] = []  # the next number of each open list, None for bullets

    def parts(self) -> list[str | Grid]:
        """What was seen; elements that were never closed end here."""
        while self._tables:
            self._end_table()
        self._break()
        return self._parts[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "body":
            self._unseen.clear()  # a head that was never closed
        if self._unseen and tag in _ENDED_BY_THE_NEXT[self._unseen[-1]]:
            self._unseen.pop()
        if self._unseen:
            if tag in self._unseen or tag == "style":
                self._unseen.append(tag)
            return
        if tag == "br" or tag in _BLOCKS:
            self._break()
        if tag not in _VOID and (tag in _UNSEEN or self._is_hidden(tag, attributes)):
            self._unseen.append(tag)
            return
        if tag == "table" and len(self._tables) == _MOST_NESTED:
            self._too_deep += 1
        elif tag == "table":
            self._tables.append(_OpenTable())
        elif tag in ("thead", "tbody", "tfoot") and self._tables:
            self._tables[-1].in_head = tag == "thead"
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].open_row()
        elif tag in _CELLS and self._tables:
            self._end_cell()
            self._tables[-1].open_cell(attributes, is_head=tag == "th")
            self._parts.append([])
        elif tag in ("ol", "ul"):
            start = attributes.get("start") or "1"
            self._lists.append((int(start) if start.isdecimal() else 1) if tag == "ol" else None)
        elif tag == "li" and self._lists:
            number = self._lists[-1]
            self._line.append("- " if number is None else f"{number}. ")
            self._lists[-1] = None if number is None else number + 1

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                while self._unseen.pop() != tag:
                    pass
            return
        if tag in _BLOCKS:
            self._break()
        if tag in _CELLS:
            self._end_cell()
        elif tag == "table" and self._too_deep:
            self._too_deep -= 1
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._line.append(_SPACE.sub(" ", data))
        elif self._unseen[-1] == "style":
            self._hiding |= _hiding_selectors(data)

    def _is_hidden(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        if "hidden" in attributes or _NOT_SHOWN.search(attributes.get("style") or ""):
            return True
        names = [f".{name}" for name in (attributes.get("class") or "").split()]
        names += [f"#{attributes['id']}"] if attributes.get("id") else []
        return any(name in self._hiding or f"{tag}{name}" in self._hiding for name in names)

    def _break(self) -> None:
        line = _SPACE.sub(" ", "".join(self._line)).strip()
        if line:
            self._parts[-1].append(line)
        self._line = []

    def _end_cell(self) -> None:
        """Ends the open cell of the innermost table, if one is open: each open cell has parts of its own."""
        self._break()
        if self._tables and self._tables[-1].is_open:
            self._tables[-1].close_cell(self._parts.pop())

    def _end_table(self) -> None:
        self._end_cell()
        grid = self._tables.pop().grid()
        if grid.cells:
            self._parts[-1].append(grid)


def _hiding_selectors(styles: str) -> frozenset[str]:
    """The simple selectors (".name", "#name", "tag.name") of what a style sheet does not show on a screen."""
    rules = _RULE.findall(_MEDIA.sub("", styles))
    named = [
        selector.strip() for selectors, body in rules if _NOT_SHOWN.search(body) for selector in selectors.split(",")
    ]
    return frozenset(selector for selector in named if _SIMPLE.fullmatch(selector))


def _number(value: str | None, most: int) -> int:
    """How many rows or columns a cell takes. Source: HTML, 4.9.11: rowspan 0 goes on to the end of the table."""
    number = int(value) if value is not None and value.strip().isdecimal() else 1
    return min(number, most) if number else most

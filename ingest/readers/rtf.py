"""Rich text (.rtf): the words, one line a paragraph; pictures, styles and field codes are passed over.

Source: Rich Text Format Specification 1.9.1. A font's name decides whether its bytes are letters of before Unicode.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.documents import Page
from ingest.errors import UnreadableFile
from ingest.language.legacy import in_unicode, legacy_of_font
from ingest.readers.table_text import table_lines
from ingest.readers.text import as_meant, unpaged

_HEAD_BYTES = 2000
_FONTS_WITHIN_BYTES = 200_000
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_FONT = re.compile(rb"\{\\f(\d+)\b((?:[^{};]|\{[^{}]*\})*);?")
_CHARSET = re.compile(rb"\\fcharset(\d+)")
_NO_NAME = re.compile(rb"\{[^{}]*\}|\\[a-z]+-?\d* ?")
_TOKEN = re.compile(
    rb"\\'([0-9A-Fa-f]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_UNSEEN = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    b"fldinst listtable listoverridetable rsidtbl generator themedata datastore latentstyles xmlnstbl bkmkstart "
    b"bkmkend revtbl filetbl nonshppict upr".split()
)
_SHOWN_THOUGH_STARRED = frozenset({b"shptxt", b"shpinst", b"fldrslt"})
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–",
    b"bullet": "-", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": " ", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
# Windows code pages of \fcharset; 163 is Vietnamese.
_CODE_PAGES = {0: "cp1252", 163: "cp1258", 238: "cp1250", 204: "cp1251"}
_CELL, _ROW = "\x07", "\x1d"  # no text has these: they mark the ends of cells and rows until lines are made
_SIGNS |= {b"cell": _CELL, b"nestcell": _CELL, b"row": _ROW, b"nestrow": _ROW}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits: whether it is shown, its font, and how many characters stand in for a \\u."""

    is_shown: bool = True
    font: str = ""
    stand_ins: int = 1


def read_rich_text(content: bytes, source: str) -> tuple[str, tuple[Page, ...]]:
    """The text of the document.

    Raises:
        UnreadableFile: the file is cut, or nothing in it is text.
    """
    if not content.rstrip(b"\x00\r\n \t\x1a").endswith(b"}"):
        raise UnreadableFile(
            f"Tệp RTF {source!r} bị cắt cụt: thiếu phần cuối tệp. Cần tệp trọn vẹn. Hãy tải hoặc chép lại bản gốc."
        )
    text = "".join(_Runs(content).read())
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # halves of \u pairs meet
    return unpaged(as_meant("\n".join(_lines(whole))), source)


class _Runs:
    """Walks the tokens once; bytes that follow each other are decoded together, as a letter may take two of them."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._fonts = _fonts(content)
        page = _CODE_PAGE.search(content[:_HEAD_BYTES])
        self._code_page = f"cp{page[1].decode()}" if page else "cp1252"
        self._state = _State()
        self._outer: list[_State] = []
        self._pieces: list[bytes] = []
        self._to_skip = 0

    def read(self) -> Iterator[str]:
        """The runs of shown text in Unicode, with marks at the ends of cells and rows."""
        at, begins_group, is_starred = 0, False, False
        while token := _TOKEN.match(self._content, at):
            at = token.end()
            hex_byte, word, number, symbol, brace, plain = token.groups()
            if hex_byte or plain:
                self._hold(bytes.fromhex(hex_byte.decode()) if hex_byte else plain)
            elif brace or word or symbol:
                yield self._decoded()
            if brace == b"{":
                self._outer.append(self._state)
            elif brace == b"}":
                self._state = self._outer.pop() if self._outer else _State()
                self._to_skip = 0
            elif word == b"bin":
                at += max(0, int(number or 0))
            elif word:
                if begins_group and (word in _UNSEEN or (is_starred and word not in _SHOWN_THOUGH_STARRED)):
                    self._state = replace(self._state, is_shown=False)
                yield self._command(word, int(number) if number else None)
            elif symbol and self._state.is_shown:
                yield _SYMBOLS.get(symbol, "")
            is_starred = begins_group and symbol == b"*"
            begins_group = brace == b"{" or is_starred
        yield self._decoded()

    def _hold(self, piece: bytes) -> None:
        skipped = min(self._to_skip, len(piece))
        self._to_skip -= skipped
        if self._state.is_shown:
            self._pieces.append(piece[skipped:])

    def _decoded(self) -> str:
        if not self._pieces:
            return ""
        held = b"".join(self._pieces)
        self._pieces.clear()
        code_page, legacy = self._fonts.get(self._state.font, (None, None))
        try:
            text = held.decode("cp1252" if legacy else code_page or self._code_page, errors="replace")
        except LookupError:
            text = held.decode("cp1252", errors="replace")
        return in_unicode(text, legacy) if legacy else text

    def _command(self, word: bytes, number: int | None) -> str:
        if word == b"uc" and number is not None:
            self._state = replace(self._state, stand_ins=number)
        elif word == b"f":
            self._state = replace(self._state, font=str(number))
        elif word == b"plain":
            self._state = replace(self._state, font="")
        elif self._state.is_shown:
            if word == b"u" and number is not None:
                self._to_skip = self._state.stand_ins
                return chr(number % 0x10000)
            return _SIGNS.get(word, "")
        return ""


def _fonts(content: bytes) -> dict[str, tuple[str | None, str | None]]:
    """By number, the code page of each font, and the encoding of before Unicode that its name tells."""
    fonts: dict[str, tuple[str | None, str | None]] = {}
    for number, description in _FONT.findall(content[:_FONTS_WITHIN_BYTES]):
        charset = _CHARSET.search(description)
        name = _NO_NAME.sub(b"", description).decode("latin-1").strip()
        code_page = _CODE_PAGES.get(int(charset[1])) if charset else None
        fonts.setdefault(number.decode(), (code_page, legacy_of_font(name)))  # later groups only use the font
    return fonts


def _lines(text: str) -> Iterator[str]:
    """Paragraphs, and the rows of each table as one."""
    rows: list[list[list[str]]] = []
    for part in text.split(_ROW):
        *cells, rest = part.split(_CELL)
        if cells:
            before, _, first = cells[0].rpartition("\n")
            if before:
                yield from table_lines(rows)
                yield from before.split("\n")
                rows = []
            rows.append([[line for line in cell.split("\n") if line.strip()] for cell in [first, *cells[1:]]])
        if rest:
            yield from table_lines(rows)
            yield from rest.split("\n")
            rows = []
    yield from table_lines(rows)

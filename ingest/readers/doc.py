"""Word documents before 2007 (.doc), read without Word: the pieces of the text in their order.

One reader for every machine, so that a document has the same text and the same ids wherever it is read; programs such
as antiword and LibreOffice differ in both. Numbers of automatic lists are not in the text of such a file and are lost;
typed numbers stay.

Source: [MS-CFB]; [MS-DOC] 2.4.1 (retrieving text), 2.5 (the file information block), 2.9.177 (Pcd).
"""

import re
import struct
from collections.abc import Iterator

from ingest.documents import Page
from ingest.errors import EncryptedFile, UnreadableFile, UnsupportedFormat
from ingest.readers.table_text import table_lines
from ingest.readers.text import as_meant, unpaged

_WORD_97 = 0xC1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_MARK, _FLAGS, _TEXT_CHARS, _PIECES = 0x00, 0x0A, 0x4C, 0x1A2  # offsets in the file information block
_WORD_MARK = 0xA5EC
_PIECE_TABLE, _PROPERTIES = 2, 1
_ONE_BYTE = 0x40000000
_CELL_END = "\x07"
_FIELD_MARKS = re.compile("([\x13\x14\x15])")  # a field begins, its code ends and what it shows begins, it ends
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None, "\xa0": " "})
_UNSEEN = re.compile("[\x00-\x06\x08\x0f-\x15]")
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES = 512
_LAST_SECTOR = 0xFFFFFFFA  # greater numbers end a chain or mark what is no chain
_ENTRY_BYTES = 128
_HEADER_TABLES = 109
_STREAM, _ROOT = 2, 5


class CompoundFile:
    """A compound file in memory, its streams by name.

    Raises:
        ValueError: the container is damaged.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER_BYTES or not content.startswith(SIGNATURE):
            raise ValueError("not a compound file")
        self._content = content
        sector_shift, mini_shift = struct.unpack_from("<HH", content, 0x1E)
        if sector_shift not in (9, 12) or mini_shift != 6:
            raise ValueError("unknown sector sizes")
        self._sector_bytes, self._mini_bytes = 1 << sector_shift, 1 << mini_shift
        first_directory, self._mini_limit = struct.unpack_from("<I4xI", content, 0x30)
        first_mini_table, first_more_tables = struct.unpack_from("<I4xI", content, 0x3C)
        self._next = self._sector_table(first_more_tables)
        directory = self._chain(first_directory)
        entries = [
            directory[at : at + _ENTRY_BYTES] for at in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES)
        ]
        self._next_mini = _numbers(self._chain(first_mini_table))
        self._places: dict[str, tuple[int, int]] = {}
        self._mini_stream = b""
        for entry in entries:
            name_bytes, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            if kind == _ROOT:
                self._mini_stream = self._chain(start)
            elif kind == _STREAM:
                name = entry[: max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", errors="replace")
                self._places.setdefault(name, (start, size))

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def stream(self, name: str) -> bytes:
        """The bytes of a stream.

        Raises:
            ValueError: there is none of that name, or its chain is broken.
        """
        if name not in self._places:
            raise ValueError(f"no stream {name!r}")
        start, size = self._places[name]
        return (self._mini_chain(start) if size < self._mini_limit else self._chain(start))[:size]

    def _sector_table(self, first_more: int) -> list[int]:
        tables = list(struct.unpack_from(f"<{_HEADER_TABLES}I", self._content, 0x4C))
        more, seen = first_more, set()
        while more < _LAST_SECTOR and more not in seen:
            seen.add(more)
            numbers = _numbers(self._sector(more))
            tables += numbers[:-1]
            more = numbers[-1]
        used = [table for table in tables if table < _LAST_SECTOR]
        if len(set(used)) < len(used):  # a small file would hold a table without end
            raise ValueError("a sector is named twice as part of the sector table")
        return [n for table in used for n in _numbers(self._sector(table))]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        sector = self._content[start : start + self._sector_bytes]
        if not sector:
            raise ValueError(f"sector {number} lies behind the end")
        return sector.ljust(self._sector_bytes, b"\x00")

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(first, self._next))

    def _mini_chain(self, first: int) -> bytes:
        size = self._mini_bytes
        return b"".join(self._mini_stream[n * size : (n + 1) * size] for n in _followed(first, self._next_mini))


def read_old_word(content: bytes, source: str) -> tuple[str, tuple[Page, ...]]:
    """The text of the document, one line a paragraph; the file does not say where its pages end.

    Raises:
        EncryptedFile: the file opens only with a password.
        UnsupportedFormat: a workbook, slides, or a Word document from before 1997.
        UnreadableFile: the file is cut or damaged, or has no text.
    """
    try:
        container = CompoundFile(content)
        if "WordDocument" not in container:
            raise UnsupportedFormat(
                f"Tệp {source!r} là tệp Office cũ nhưng không phải văn bản Word. Chỉ nhận văn bản Word (.doc, .docx). "
                "Hãy mở tệp, xuất sang PDF rồi nạp lại."
            )
        text = _main_text(container, source)
    except (ValueError, struct.error) as error:
        raise UnreadableFile(
            f"Tệp Word {source!r} bị hỏng hoặc bị cắt ({error}). Cần tệp .doc trọn vẹn. "
            "Hãy mở bằng Word, lưu thành .docx rồi nạp lại."
        ) from error
    return unpaged(as_meant("\n".join(_lines(text))), source)


def _main_text(container: CompoundFile, source: str) -> str:
    """The characters of the main document, Word's marks among them."""
    main = container.stream("WordDocument")
    mark, version = struct.unpack_from("<HH", main, _MARK)
    (flags,) = struct.unpack_from("<H", main, _FLAGS)
    if flags & _ENCRYPTED:
        raise EncryptedFile(
            f"Tệp Word {source!r} đòi mật khẩu. Chỉ nhận tệp mở được không cần mật khẩu. "
            "Hãy gỡ mật khẩu, lưu lại rồi nạp."
        )
    if mark != _WORD_MARK or version < _WORD_97:
        raise UnsupportedFormat(
            f"Tệp {source!r} do bản Word trước năm 1997 tạo ra. Chỉ nhận .doc từ Word 97 và .docx. "
            "Hãy mở bằng Word, lưu thành .docx rồi nạp lại."
        )
    table = container.stream("1Table" if flags & _SECOND_TABLE else "0Table")
    (text_chars,) = struct.unpack_from("<i", main, _TEXT_CHARS)
    start, size = struct.unpack_from("<II", main, _PIECES)
    return "".join(_pieces(main, table[start : start + size]))[: max(0, text_chars)]


def _pieces(main: bytes, description: bytes) -> Iterator[str]:
    at = 0
    while description[at] == _PROPERTIES:
        at += 3 + int.from_bytes(description[at + 1 : at + 3], "little")
        if at >= len(description):
            raise ValueError("the piece table is missing")
    if description[at] != _PIECE_TABLE:
        raise ValueError("the piece table is missing")
    (size,) = struct.unpack_from("<I", description, at + 1)
    table = description[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    room = len(main)  # each character takes a byte at least, and no two pieces share one
    ends = struct.unpack_from(f"<{count + 1}I", table)
    for index in range(count):
        chars = ends[index + 1] - ends[index]
        (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)
        if chars <= 0:
            raise ValueError("the pieces are out of order")
        room -= chars
        if room < 0:
            raise ValueError("the pieces are longer than the file")
        if place & _ONE_BYTE:
            start = (place & ~_ONE_BYTE) // 2
            yield main[start : start + chars].decode("cp1252", errors="replace")
        else:
            yield main[place : place + 2 * chars].decode("utf-16-le", errors="replace")


def _without_codes(text: str) -> str:
    """The text with what each field shows and without its code, in which other fields may stand."""
    shown: list[str] = []
    in_code: list[bool] = []
    codes = 0  # how many of the open fields are still in their code
    for part in _FIELD_MARKS.split(text):
        if part == "\x13":
            in_code.append(True)
            codes += 1
        elif part == "\x14" and in_code:
            codes -= in_code[-1]
            in_code[-1] = False
        elif part == "\x15" and in_code:
            codes -= in_code.pop()
        elif not codes:
            shown.append(part)
    # A field that never ends would hide all that follows it.
    return _FIELD_MARKS.sub("", text) if codes else "".join(shown)


def _lines(text: str) -> Iterator[str]:
    """Paragraphs and rows. A row is cells, each with its end mark, and one mark more; nothing marks its beginning."""
    *cells, rest = _without_codes(text).translate(_BREAKS).split(_CELL_END)
    rows: list[list[list[str]]] = [[]]
    columns = 0  # of the table's first row, 0 while it is read
    for cell in cells:
        paragraphs = [_UNSEEN.sub("", paragraph).rstrip() for paragraph in cell.split("\r")]
        if not cell and rows[-1] and len(rows[-1]) >= columns:
            columns = columns or len(rows[-1])
            rows.append([])
            continue
        if not rows[-1] and len(paragraphs) > 1:  # the text between two tables, and the first cell of the second
            yield from table_lines(rows)
            yield from paragraphs[:-1]
            rows, columns, paragraphs = [[]], 0, paragraphs[-1:]
        rows[-1].append([line for paragraph in paragraphs for line in paragraph.split("\n")])
    yield from table_lines(rows)
    yield from (_UNSEEN.sub("", paragraph).rstrip() for paragraph in rest.split("\r"))


def _followed(first: int, following: list[int]) -> list[int]:
    numbers, seen = [], set()
    at = first
    while at < _LAST_SECTOR:
        if at in seen or at >= len(following):
            raise ValueError("a chain of sectors does not end")
        seen.add(at)
        numbers.append(at)
        at = following[at]
    return numbers


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))

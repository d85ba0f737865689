"""Word documents before 2007 (.doc), read without Word: the pieces of the text in their order.

One reader for every machine, so that a document has the same text and the same ids wherever it is read; programs such
as antiword and LibreOffice differ in both. Numbers of automatic lists are not in the text of such a file and are lost;
typed numbers stay.

Source: [MS-CFB]; [MS-DOC] 2.4.1 (retrieving text), 2.5 (the file information block), 2.9.177 (Pcd).
"""

import re
import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import olefile

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
_HEADER_TABLES = 109  # sectors of the sector table that the header names itself
_CHAIN_ENDS = 0xFFFFFFFA  # this and greater numbers end a chain or mark what is no chain


class CompoundFile:
    """A compound file in memory, the streams of its root by name.

    olefile reads it. As it believes the counts of the header and goes round a chain that is a circle for as long as
    the stream claims to be, both are checked before.

    Raises:
        ValueError: the container is damaged.
    """

    def __init__(self, content: bytes) -> None:
        _check_header(content)
        try:
            self._ole = _LinearOleFile(BytesIO(content))
        except (OSError, IndexError, RecursionError) as error:
            raise ValueError(str(error)) from error

    def __contains__(self, name: str) -> bool:
        return bool(self._entries(name))

    def stream(self, name: str) -> bytes:
        """The bytes of a stream.

        Raises:
            ValueError: there is not one of that name, or it is cut, or its chain is broken.
        """
        ole, entries = self._ole, self._entries(name)
        if len(entries) != 1:
            raise ValueError(f"{len(entries)} streams {name!r}")
        (entry,) = entries
        following, sector_bytes = ole.fat, ole.sectorsize
        if entry.size < ole.minisectorcutoff:  # it lies in the mini stream, which has its table in another stream
            table_bytes = ole.num_mini_fat_sectors * sector_bytes
            _check_chain(ole.first_mini_fat_sector, following, size=table_bytes, sector_bytes=sector_bytes)
            _check_chain(ole.root.isectStart, following, size=ole.root.size, sector_bytes=sector_bytes)
            ole.loadminifat()
            following, sector_bytes = ole.minifat, ole.minisectorsize
        _check_chain(entry.isectStart, following, size=entry.size, sector_bytes=sector_bytes)
        content = bytes(ole.openstream(entry.name).read())
        if len(content) < entry.size:
            raise ValueError(f"the stream {name!r} is cut")
        return content

    def _entries(self, name: str) -> list[Any]:
        """The entries that olefile may open by this name, at most one in a whole file."""
        streams = [kid for kid in self._ole.root.kids if kid.entry_type == olefile.STGTY_STREAM]
        return [kid for kid in streams if kid.name.lower() == name.lower()]


class _LinearOleFile(olefile.OleFileIO):  # type: ignore[misc]  # it ships no types
    """olefile without its search for streams that begin in one place, which looks through all others for each."""

    def _check_duplicate_stream(self, first_sect: int, minifat: bool = False) -> None:
        pass  # it would only note what it found


def _check_header(content: bytes) -> None:
    """Raises ValueError where the header asks for more than there is in a file of this size."""
    if len(content) < _HEADER_BYTES or not content.startswith(SIGNATURE):
        raise ValueError("not a compound file")
    sector_shift, mini_shift = struct.unpack_from("<HH", content, 0x1E)
    if sector_shift not in (9, 12) or mini_shift != 6:
        raise ValueError("unknown sector sizes")
    (tables,) = struct.unpack_from("<I", content, 0x2C)
    filled = len(content) >> sector_shift >> (sector_shift - 2)  # a number is four bytes
    if tables > _HEADER_TABLES + filled:
        raise ValueError("the sector table is larger than the file")
    named = [number for number in struct.unpack_from(f"<{_HEADER_TABLES}I", content, 0x4C) if number < _CHAIN_ENDS]
    if len(set(named)) < len(named):
        raise ValueError("a sector is named twice as part of the sector table")


def _check_chain(first: int, following: Sequence[int], *, size: int, sector_bytes: int) -> None:
    """Raises ValueError where the chain does not end, or has no room for a stream of `size` bytes."""
    at, sectors = first, 0
    while at < _CHAIN_ENDS:
        if sectors > len(following) or at >= len(following):
            raise ValueError("a chain of sectors does not end")
        at, sectors = following[at], sectors + 1
    if size > sectors * sector_bytes:
        raise ValueError("a stream is longer than its sectors")


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

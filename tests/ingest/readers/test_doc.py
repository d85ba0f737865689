import struct
from pathlib import Path

import pytest

from ingest.errors import EncryptedFile, UnreadableFile, UnsupportedFormat
from ingest.readers import read
from ingest.readers.doc import SIGNATURE, read_old_word

SECTOR, END, FREE, TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def make_compound(streams: dict[str, bytes]) -> bytes:
    """A compound file whose streams lie one after the other behind its sector table and directory."""
    following, sectors, entries = [TABLE, END], [], [entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        padded = content.ljust(4096, b"\x00")  # shorter streams would go to the mini stream
        count = -(-len(padded) // SECTOR)
        first = len(following)
        following += [*range(first + 1, first + count), END]
        sectors.append(padded.ljust(count * SECTOR, b"\x00"))
        entries.append(entry(name, 2, first, len(padded), right=number + 1 if number < len(streams) else FREE))
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack(f"<{len(following)}I", *following).ljust(SECTOR, b"\xff")
    return header + table + b"".join(entries).ljust(SECTOR, b"\x00") + b"".join(sectors)


def entry(
    name: str, kind: int, start: int, size: int, *, left: int = FREE, right: int = FREE, child: int = FREE
) -> bytes:
    """An entry of the directory: left and right are its siblings, `child` the first of what it holds."""
    encoded = name.encode("utf-16-le")
    head = encoded.ljust(64, b"\x00") + struct.pack("<HBxIII", len(encoded) + 2, kind, left, right, child)
    return head.ljust(116, b"\x00") + struct.pack("<IQ", start, size)


def directory_of(count: int, *, is_balanced: bool) -> bytes:
    """A compound file of `count` empty streams in a balanced tree, or in one where each is the next of the last."""
    entries = [entry("Root Entry", 5, END, 0, child=1)]
    for number in range(1, count + 1):
        left, right = (2 * number, 2 * number + 1) if is_balanced else (FREE, number + 1)
        links = {"left": left if left <= count else FREE, "right": right if right <= count else FREE}
        entries.append(entry(f"x{number}", 2, 1_000_000 + number, 5_000, **links))
    directory = b"".join(entries).ljust(-(-len(entries) // 32) * 4096, b"\x00")
    count = len(directory) // 4096
    tables = -(-(count + 109) // 1024)
    following = [*[TABLE] * tables, *range(tables + 1, tables + count), END]
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 4, 0xFFFE, 12, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    table = struct.pack(f"<{len(following)}I", *following).ljust(tables * 4096, b"\xff")
    return header.ljust(4096, b"\x00") + table + directory


def make_doc(*pieces: str | bytes, flags: int = 0, version: int = 0xC1) -> bytes:
    """A Word 97 file of pieces: text is stored in two bytes a character, bytes as they are."""
    start, ends, places, body = 1024, [0], b"", b""
    for piece in pieces:
        place = start + len(body)
        raw = piece.encode("utf-16-le") if isinstance(piece, str) else piece
        places += struct.pack("<HIH", 0, place if isinstance(piece, str) else place * 2 | 0x40000000, 0)
        ends.append(ends[-1] + len(piece))
        body += raw
    table = struct.pack(f"<{len(ends)}I", *ends) + places
    description = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(table)) + table
    main = bytearray(start)
    struct.pack_into("<HH", main, 0, 0xA5EC, version)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<i", main, 0x4C, ends[-1])
    struct.pack_into("<II", main, 0x1A2, 8, len(description))
    name = "1Table" if flags & 0x0200 else "0Table"
    return make_compound({"WordDocument": bytes(main) + body, name: bytes(8) + description})


def text_of(*pieces: str | bytes, flags: int = 0) -> str:
    return read_old_word(make_doc(*pieces, flags=flags), "a.doc")[0]


def test_pieces_of_both_widths_are_joined_in_order(tmp_path: Path) -> None:
    path = tmp_path / "mang-ten-khac.docx"
    path.write_bytes(make_doc("Kế hoạch ", b"2024 \x96 2025\rH", "ết", flags=0x0200))
    document = read(path)
    assert document.text == "Kế hoạch 2024 – 2025\nHết"
    assert document.media_type == "application/msword"
    assert [(page.page_no, page.start, page.end) for page in document.pages] == [(None, 0, 24)]


def test_a_field_shows_its_result_and_not_its_code() -> None:
    assert (
        text_of('Trang \x13 PAGE \x13 IF a \x14b\x15\x147\x15, xem \x13HYPERLINK "x"\x14đây\x15\r')
        == "Trang 7, xem đây\n"
    )


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert text_of("a \x13 b\rc\r") == "a  b\nc\n"


def test_rows_of_a_table_are_lines_and_the_text_between_tables_stays_between() -> None:
    first = "TT\x07Việc\x07Hạn\x07\x07" + "1\x07a\rb\x07\x07\x07" + "2\x07c\x072024\x07\x07"
    second = "x\x07y\x07\x07" + "1\x072\x07\x07" + "3\x074\x07\x07"
    expected = ["Trước", "TT\tViệc\tHạn", "1\ta b", "2\tc\t2024", "Giữa", "x\ty", "1\t2", "3\t4", "Sau", ""]
    assert text_of(f"Trước\r{first}Giữa\r{second}Sau\r").split("\n") == expected


def test_text_of_an_old_font_becomes_unicode() -> None:
    typed = "Céng hoµ x· héi chñ nghÜa ViÖt Nam. §éc lËp, tù do, h¹nh phóc".encode("cp1252")
    assert text_of(typed) == "Cộng hoà xã hội chủ nghĩa Việt Nam. Độc lập, tự do, hạnh phúc"


def test_a_password_is_named() -> None:
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        read_old_word(make_doc("a", flags=0x0100), "a.doc")


@pytest.mark.parametrize(
    "content", [make_doc("a", version=0x65), make_compound({"Workbook": b"x"})], ids=["Word 6", "workbook"]
)
def test_other_old_office_files_are_told_apart(content: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match=r"a\.doc"):
        read_old_word(content, "a.doc")


@pytest.mark.parametrize("end", [100, 600, 1500, 5000])
def test_a_cut_file_is_refused(end: int) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.doc"):
        read_old_word(make_doc("Kế hoạch")[:end], "a.doc")


def test_a_chain_of_sectors_that_bites_its_tail_is_refused() -> None:
    content = bytearray(make_doc("Kế hoạch"))
    struct.pack_into("<I", content, 512 + 4 * 5, 3)  # the fourth sector of the first stream leads back to its second
    with pytest.raises(UnreadableFile, match="bị hỏng"):
        read_old_word(bytes(content), "a.doc")

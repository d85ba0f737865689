import pytest

from ingest.errors import UnreadableFile
from ingest.readers.media_type import media_type_of
from ingest.readers.rtf import read_rich_text

FONTS = rb"{\fonttbl{\f0\fcharset0 Arial;}{\f1\froman\fcharset0 {\*\panose 0202}.VnTime;}{\f2\fcharset163 Times;}}"


def text_of(body: bytes) -> str:
    content = rb"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + body + b"}"
    assert media_type_of(content) == "application/rtf"
    return read_rich_text(content, "a.rtf")[0]


def test_letters_in_each_notation_are_read() -> None:
    assert (
        text_of(rb"K\u7871?\'20ho\u7841 ?ch \{1\} a\~b\_c{\uc2 \u7871 xxx}\par Cu\'f4\par")
        == "Kế hoạch {1} a b-cếx\nCuô\n"
    )


def test_the_font_decides_what_a_byte_means() -> None:
    assert text_of(rb"{\f1 C\'e9ng ho\'b5} \'e9 {\f2 \'fe}") == "Cộng hoà é \u20ab"


def test_halves_of_a_pair_meet() -> None:
    assert text_of(rb"\u-10179?\u-8704?") == "\U0001f600"


def test_what_is_not_shown_is_no_text() -> None:
    hidden = rb"{\info{\title T}}{\*\generator G;}{\pict\bin3 }}}}{\header H\par}{\field{\*\fldinst PAGE}{\fldrslt 5}}"
    assert text_of(hidden + rb"{\stylesheet{\s1 S;}}a") == "5a"


def test_rows_are_lines_of_cells() -> None:
    rows = rb"A\par" + b"".join(rb"\trowd\cellx9 %d\cell x\par y\cell\row\pard" % n for n in (1, 2, 3)) + rb" B\par"
    assert text_of(rows) == "A\n1\tx y\n2\tx y\n3\tx y\nB\n"


def test_a_cut_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="cắt cụt"):
        read_rich_text(rb"{\rtf1\ansi abc", "a.rtf")

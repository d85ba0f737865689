"""The files in a PDF portfolio are laid out beside, under names of their own, and nothing else is."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest import portfolio
from ingest.portfolio import Unpacked, unpacked
from tests.portfolios import pdf_of, portfolio_of, with_lost_file, with_swollen_file


def laid_out(tmp_path: Path, content: bytes, name: str = "hoso.pdf") -> Unpacked:
    path = tmp_path / name
    path.write_bytes(content)
    return unpacked([path], tmp_path / "out")


def names(given: Unpacked) -> list[str]:
    return [path.name for path in given.paths]


def contents(given: Unpacked) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in given.paths}


def test_the_files_of_a_portfolio_take_its_place_among_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.pdf").write_bytes(portfolio_of([("Quyết định 12.txt", b"12"), ("bang.docx", b"x")]))
    (tmp_path / "c.txt").write_text("c")
    given = unpacked([tmp_path], tmp_path / "out")
    assert contents(given) == {
        "a.txt": b"a",
        "b.pdf - Quyết định 12.txt": b"12",
        "b.pdf - bang.docx": b"x",
        "c.txt": b"c",
    }
    assert given.failures == ()
    assert given.portfolio_of == dict.fromkeys(given.paths[1:3], tmp_path / "b.pdf")


def test_a_document_with_attachments_stays_what_it_is(tmp_path: Path) -> None:
    given = laid_out(tmp_path, portfolio_of([("a.txt", b"a")], is_collection=False))
    assert given == Unpacked(paths=(tmp_path / "hoso.pdf",), failures=(), portfolio_of={})


def test_what_is_missing_or_no_pdf_is_passed_on_for_its_reader(tmp_path: Path) -> None:
    paths = [tmp_path / "khong-co.pdf", tmp_path / "gia.pdf"]
    paths[1].write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    assert unpacked(paths, tmp_path / "out").paths == tuple(paths)


def test_names_are_never_paths_and_never_collide(tmp_path: Path) -> None:
    files = ["../../etc/passwd", "C:\\bao cao.txt", "a\x00b\n.txt", "..", "a.txt", "a.txt", "A.txt"]
    given = laid_out(tmp_path, portfolio_of([(name, str(n).encode()) for n, name in enumerate(files)]))
    assert sorted(names(given)) == [
        "hoso.pdf - A.txt",
        "hoso.pdf - a (2).txt",
        "hoso.pdf - a b.txt",
        "hoso.pdf - a.txt",
        "hoso.pdf - bao cao.txt",
        "hoso.pdf - passwd",
        "hoso.pdf - tai-lieu",
    ]
    assert sorted(contents(given).values()) == [str(n).encode() for n in range(7)]
    out = (tmp_path / "out").resolve()
    assert all(path.resolve().is_relative_to(out) for path in given.paths)


def test_long_names_keep_both_parts(tmp_path: Path) -> None:
    (name,) = names(laid_out(tmp_path, portfolio_of([("ệ" * 150 + ".txt", b"x")]), name="đ" * 90 + ".pdf"))
    assert name.startswith("đ" * 40 + " - ệệ")
    assert name.endswith("ệ.txt")
    assert len(name.encode()) <= 180


@pytest.mark.parametrize(
    ("lines", "is_read"),
    [
        (["Hay mo tap ho so nay bang Acrobat hoac Adobe Reader."], False),
        ([""], False),
        (["Danh muc van ban kem theo to trinh"], True),
        (["open this PDF portfolio in Acrobat", "Phu luc"], True),
        (["Acrobat " + "ke hoach " * 100], True),
    ],
    ids=["cover sheet", "blank", "a page that says something", "two pages", "a full page"],
)
def test_the_pages_in_front_are_a_document_unless_they_are_a_cover(
    tmp_path: Path, lines: Sequence[str], is_read: bool
) -> None:
    given = laid_out(tmp_path, portfolio_of([("a.txt", b"a")], pages=pdf_of(*lines)))
    assert names(given) == ["hoso.pdf"] * is_read + ["hoso.pdf - a.txt"]


def test_a_portfolio_locked_against_changes_only_is_opened(tmp_path: Path) -> None:
    given = laid_out(tmp_path, portfolio_of([("mật.txt", b"abc")], password="chủ"))
    assert contents(given) == {"hoso.pdf - mật.txt": b"abc"}


def test_a_portfolio_in_a_portfolio_is_opened_and_one_deeper_is_named(tmp_path: Path) -> None:
    deepest = portfolio_of([("c.txt", b"c")])
    inner = portfolio_of([("b.txt", b"b"), ("c.pdf", deepest)])
    given = laid_out(tmp_path, portfolio_of([("a.pdf", inner), ("z.txt", b"z")]))
    assert contents(given) == {"hoso.pdf - a.pdf - b.txt": b"b", "hoso.pdf - z.txt": b"z"}
    (failure,) = given.failures
    assert failure.path == tmp_path / "hoso.pdf"
    assert failure.reason.startswith("Tệp 'hoso.pdf - a.pdf - c.pdf' là tập hồ sơ PDF nằm quá sâu.")
    assert set(given.portfolio_of.values()) == {tmp_path / "hoso.pdf"}


def test_a_file_that_is_lost_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    given = laid_out(tmp_path, with_lost_file(portfolio_of([("a.txt", b"a"), ("b.txt", b"b")]), "a.txt"))
    assert contents(given) == {"hoso.pdf - b.txt": b"b"}
    assert [failure.reason.split(".")[0:2] for failure in given.failures] == [
        ["Tệp 'hoso", "pdf - a"],
    ]
    assert "không lấy ra được" in given.failures[0].reason


def test_more_files_than_are_read_are_named_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "MAX_FILES", 3)
    inner = portfolio_of([("x.txt", b"x"), ("y.txt", b"y")])
    files = [("a.pdf", inner), *((f"b{number}.txt", b"b") for number in range(9))]
    given = laid_out(tmp_path, portfolio_of(files))
    assert names(given) == ["hoso.pdf - a.pdf - x.txt", "hoso.pdf - a.pdf - y.txt"]
    assert [failure.reason for failure in given.failures] == [
        "Tập hồ sơ PDF 'hoso.pdf' còn 9 tệp không nạp: 'b0.txt', 'b1.txt', 'b2.txt', 'b3.txt', 'b4.txt', …; "
        "chỉ nhận 3 tệp đầu. Hãy lưu các tệp đó ra rồi nạp riêng."
    ]


def test_a_file_that_swells_past_the_limit_is_named_and_smaller_ones_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "MAX_UNPACKED_BYTES", 1_000_000)
    content = portfolio_of([(f"{letter}.txt", letter.encode()) for letter in "abc"])
    given = laid_out(tmp_path, with_swollen_file(content, "b.txt", 1_000_000))
    assert contents(given) == {"hoso.pdf - a.txt": b"a", "hoso.pdf - c.txt": b"c"}
    assert [failure.reason for failure in given.failures] == [
        "Tệp 'hoso.pdf - b.txt' làm dung lượng các tệp trong tập hồ sơ vượt quá giới hạn 1 MB. "
        "Hãy lưu tệp đó ra rồi nạp riêng."
    ]


def test_files_that_swell_one_after_the_other_are_not_all_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "MAX_UNPACKED_BYTES", 0)
    given = laid_out(tmp_path, portfolio_of([(f"{number}.txt", b"x") for number in range(9)]))
    assert given.paths == ()
    assert len(given.failures) == 4
    assert "còn 6 tệp không nạp: '3.txt'" in given.failures[-1].reason
    assert "3 tệp đứng trước quá lớn hoặc làm hỏng trình đọc" in given.failures[-1].reason


def dies_of_the_second(path: Path, index: int, target: Path, room_bytes: int) -> Iterator[int | str]:
    if index == 1:
        os.abort()
    target.write_bytes(b"x")
    yield 1


def test_a_file_that_kills_its_reader_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "written_bytes", dies_of_the_second)
    given = laid_out(tmp_path, portfolio_of([(f"{letter}.txt", b"x") for letter in "abc"]))
    assert names(given) == ["hoso.pdf - a.txt", "hoso.pdf - c.txt"]
    assert ["'hoso.pdf - b.txt' không lấy ra được" in failure.reason for failure in given.failures] == [True]


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    given = laid_out(tmp_path, portfolio_of([("a.txt", b"a")]))
    assert given.paths == ()
    assert "Cần đủ chỗ trống trên đĩa" in given.failures[0].reason

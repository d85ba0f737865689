import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from eval.benchmarks.damage import DAMAGES, DamagedFile, damaged_files, endure
from eval.benchmarks.damaged_word import SUFFIX, WORD_DAMAGES, made_word_files
from tests.ingest.readers.pdf.test_reader import make_pdf, show

CHEAP = tuple(kind for kind in DAMAGES if kind != "bombs")


def originals() -> list[bytes]:
    plain = make_pdf(show("Quyet dinh so 1"), show("Dieu 1. Pham vi"), rotate=90)
    packed = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
    packed.encrypt("", algorithm="AES-128")
    written = io.BytesIO()
    packed.write(written)
    return [plain, written.getvalue()]


def test_a_seed_damages_the_same_places() -> None:
    assert list(damaged_files(originals()[:1], 9, seed=3, kinds=CHEAP)) == list(
        damaged_files(originals()[:1], 9, seed=3, kinds=CHEAP)
    )


def test_every_kind_of_damage_changes_the_file() -> None:
    whole = originals()[0]
    unchanged = [file.kind for file in damaged_files([whole], len(DAMAGES), seed=2) if file.content == whole]
    assert unchanged == []


def test_damaged_files_are_read_or_named_in_one_line(tmp_path: Path) -> None:
    faults = [
        result
        for file in damaged_files(originals(), 63, seed=1, kinds=CHEAP)
        if (result := endure(file, tmp_path)).fault is not None
    ]
    assert faults == []


@pytest.mark.slow
def test_streams_that_unpack_without_end_are_survived(tmp_path: Path) -> None:
    results = [endure(file, tmp_path) for file in damaged_files(originals(), 6, seed=1, kinds=("bombs",))]
    assert [result.fault for result in results] == [None] * 6


def test_a_file_of_damaged_pages_only_is_refused_and_named(tmp_path: Path) -> None:
    content = make_pdf(show("A")).replace(b"/Type /Page /Parent", b"/Type /Rage /Parent")
    result = endure(DamagedFile(kind="pages", number=1, content=content), tmp_path)
    assert result.fault is None
    assert result.outcome.startswith("UnreadableFile: Tệp PDF '0001-pages.pdf' bị hỏng")


def test_a_page_that_holds_more_than_paper_can_is_left_unread(tmp_path: Path) -> None:
    content = make_pdf(show("A" * 250_000), show("B"))
    assert endure(DamagedFile(kind="full", number=1, content=content), tmp_path).outcome == "read 2 pages"


def damaged_word_files(count: int, *, kinds: tuple[str, ...] = ()) -> Iterator[DamagedFile]:
    originals = made_word_files("KẾ HOẠCH\n" + "- Sở Nội vụ chủ trì kiểm tra.\n" * 40)
    return damaged_files(originals, count, seed=1, kinds=kinds, damages=WORD_DAMAGES, suffix=SUFFIX)


def test_damaged_word_files_are_read_or_named_in_one_line(tmp_path: Path) -> None:
    cheap = tuple(kind for kind in WORD_DAMAGES if kind not in ("bombs", "wide"))
    results = [endure(file, tmp_path) for file in damaged_word_files(66, kinds=cheap)]
    assert [result for result in results if result.fault is not None] == []
    assert {result.name[-5:] for result in results} == {".docx"}


@pytest.mark.slow
def test_word_parts_that_unpack_without_end_are_survived(tmp_path: Path) -> None:
    results = [endure(file, tmp_path) for file in damaged_word_files(8, kinds=("bombs", "wide"))]
    assert [result.fault for result in results] == [None] * 8

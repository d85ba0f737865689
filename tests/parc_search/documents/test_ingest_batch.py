"""Clean documents teach their names to the reading of broken ones, of the same batch and of later ones."""

from pathlib import Path

import pytest

from index.build import Index
from ingest.repair import Repairer
from parc_search.documents.ingest_batch import take_in
from tests.index.hashing import HashingEncoder

CLEAN = (
    "Căn cứ Luật Tổ chức chính quyền địa phương; Ủy ban nhân dân xã Mai Sao ban hành Kế hoạch cải cách hành chính "
    "nhà nước. Ủy ban nhân dân xã Mai Sao giao các đơn vị thực hiện các nhiệm vụ được giao.\n"
) * 12
BROKEN = "Uy ban nhan dan xa Mai Sao giao Phong Kinh te chu tri, phoi hop voi cac don vi thuc hien ke hoach cua xa"
READ = "Ủy ban nhân dân xã Mai Sao giao Phòng Kinh tế chủ trì, phối hợp với các đơn vị thực hiện kế hoạch của xã"


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer.load()


def read_in(folder: Path, repairer: Repairer, *batches: dict[str, str]) -> str:
    """The reading of "broken.txt" after the batches were taken in, each a folder of files."""
    with Index.open(folder / "store", HashingEncoder()) as index:
        for number, batch in enumerate(batches):
            files = folder / str(number)
            files.mkdir()
            for name, text in batch.items():
                (files / name).write_text(text, encoding="utf-8")
            take_in([files], index, repairer)
        return index.store.reading("broken.txt").text


def test_alone_a_rare_name_is_read_as_a_common_one(tmp_path: Path, repairer: Repairer) -> None:
    assert "Mai Sao" not in read_in(tmp_path, repairer, {"broken.txt": BROKEN})


def test_a_clean_document_of_the_same_batch_teaches_its_names(tmp_path: Path, repairer: Repairer) -> None:
    assert read_in(tmp_path, repairer, {"broken.txt": BROKEN, "clean.txt": CLEAN}) == READ


def test_a_clean_document_of_the_store_teaches_its_names(tmp_path: Path, repairer: Repairer) -> None:
    assert read_in(tmp_path, repairer, {"clean.txt": CLEAN}, {"broken.txt": BROKEN}) == READ


def test_a_broken_document_teaches_nothing(tmp_path: Path, repairer: Repairer) -> None:
    other = (BROKEN + ".\n") * 12
    assert "Mai Sao" not in read_in(tmp_path, repairer, {"a.txt": other}, {"broken.txt": BROKEN})


def taken_in(folder: Path, repairer: Repairer, *batches: tuple[dict[str, str], tuple[str, ...]]) -> dict[str, str]:
    """The readings of all documents after the batches were taken in, each with the groups that it is kept for."""
    with Index.open(folder / "store", HashingEncoder()) as index:
        for number, (batch, groups) in enumerate(batches):
            files = folder / str(number)
            files.mkdir()
            for name, text in batch.items():
                (files / name).write_text(text, encoding="utf-8")
            assert take_in([files], index, repairer, groups=groups).failures == ()
        return {stored.source: index.store.reading(stored.source).text for stored in index.store.sources()}


@pytest.mark.parametrize(
    ("kept_for", "read_by", "is_taught"),
    [
        ((), (), True),
        (("nội vụ",), (), False),
        (("nội vụ",), ("y tế",), False),
        (("nội vụ",), ("nội vụ", "y tế"), False),
        (("nội vụ",), ("nội vụ",), True),
        (("nội vụ", "y tế"), ("nội vụ",), True),
        ((), ("y tế",), True),
    ],
)
def test_a_document_is_taught_by_those_that_all_its_readers_may_read(
    tmp_path: Path, repairer: Repairer, kept_for: tuple[str, ...], read_by: tuple[str, ...], is_taught: bool
) -> None:
    """M12: a name of a restricted document stood in the reading of an open one."""
    read = taken_in(tmp_path, repairer, ({"clean.txt": CLEAN}, kept_for), ({"broken.txt": BROKEN}, read_by))
    assert ("Mai Sao" in read["broken.txt"]) == is_taught


def test_a_batch_of_one_group_teaches_itself(tmp_path: Path, repairer: Repairer) -> None:
    batch = {"broken.txt": BROKEN, "clean.txt": CLEAN}
    assert taken_in(tmp_path, repairer, (batch, ("nội vụ",)))["broken.txt"] == READ


NUMBERED = (
    "ỦY BAN NHÂN DÂN TỈNH\nSố: 15/KH-UBND\nLạng Sơn, ngày 3 tháng 2 năm 2024\n\nKẾ HOẠCH\nCải cách hành chính\n\n"
)


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ({"clean.txt": CLEAN}, {"another name.txt": CLEAN}),
        ({"clean.txt": NUMBERED + CLEAN}, {"another name.txt": NUMBERED + CLEAN + "Hết.\n"}),
        ({"clean.txt": CLEAN}, {"clean.txt": CLEAN + "Hết.\n"}),
    ],
)
def test_a_file_that_is_remembered_as_restricted_teaches_nothing_to_the_open_ones_beside_it(
    tmp_path: Path, repairer: Repairer, before: dict[str, str], again: dict[str, str]
) -> None:
    """It comes in without groups, and is kept for those of its content, its number and date, or its name's document."""
    with Index.open(tmp_path / "store", HashingEncoder()) as index:
        for name, text in before.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
            take_in([tmp_path / name], index, repairer, groups=["nội vụ"])
    read = taken_in(tmp_path, repairer, ({**again, "broken.txt": BROKEN}, ()))
    assert "Mai Sao" not in read["broken.txt"]

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

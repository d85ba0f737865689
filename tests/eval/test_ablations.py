"""Each ablation takes away what its name says and nothing else."""

from pathlib import Path

from eval.ablations import ABLATIONS, NoEncoder, NoRepair, ask_without, stored, without_outline_path, without_registers
from eval.datasets.labels import Question
from index.build import Index
from index.store.store import Store
from ingest.pipeline import ingest_file
from tests.conftest import DECISION
from tests.index.hashing import HashingEncoder


def full_store(tmp_path: Path) -> Path:
    (tmp_path / "ke-hoach.txt").write_text(DECISION, encoding="utf-8")
    with Index.open(tmp_path / "full", HashingEncoder()) as index:
        index.put([ingest_file(tmp_path / "ke-hoach.txt", NoRepair())])
    return tmp_path / "full"


def test_a_store_without_registers_or_paths_is_otherwise_the_same(tmp_path: Path) -> None:
    with Store.open(full_store(tmp_path)) as store:
        [whole] = stored(store)
        [bare] = without_registers(store)
        [pathless] = without_outline_path(store)
    assert whole.tasks
    assert (bare.tasks, bare.targets, bare.passages) == ((), (), whole.passages)
    assert [passage.text for passage in pathless.passages] == [passage.text for passage in whole.passages]
    assert {passage.path for passage in pathless.passages} == {()}
    assert pathless.tasks == whole.tasks


def test_a_question_that_is_not_restored_is_understood_as_it_was_typed(tmp_path: Path) -> None:
    question = Question(
        id="q1-1", question="so nao chu tri kiem tra cai cach hanh chinh", style="no_diacritics", type="agency",
        answer="Sở Nội vụ", aliases=(), need="any", evidence=(),
    )  # fmt: skip
    full, encoder = full_store(tmp_path), HashingEncoder()
    name = "without question restoration"
    answers = ask_without(ABLATIONS[name], [question], full_store=full, scratch=tmp_path / "x", encoder=encoder)
    assert answers["q1-1"]["interpretation"]["question"] == question.question


def test_the_full_store_stays_as_it_was(tmp_path: Path) -> None:
    full = full_store(tmp_path)
    ask_without(ABLATIONS["without registers"], [], full_store=full, scratch=tmp_path / "x", encoder=HashingEncoder())
    with Store.open(full) as store, Store.open(tmp_path / "x") as bare:
        assert store.tasks()
        assert bare.tasks() == ()


def test_without_an_encoder_a_question_is_answered_by_its_words(tmp_path: Path) -> None:
    question = Question(
        id="q1-1", question="sở nào chủ trì kiểm tra cải cách hành chính", style="plain", type="agency",
        answer="Sở Nội vụ", aliases=(), need="any", evidence=(),
    )  # fmt: skip
    full = full_store(tmp_path)
    answers = ask_without(
        ABLATIONS["without an encoder"], [question], full_store=full, scratch=tmp_path / "x", encoder=HashingEncoder()
    )
    assert answers["q1-1"]["hits"]
    with Index.open(tmp_path / "x", NoEncoder()) as index:
        assert index.encoder.dim == 1

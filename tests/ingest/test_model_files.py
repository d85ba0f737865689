"""Model files are held against what was released: every loader refuses one of another content."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoders import Onnx
from ingest import model_files
from ingest.errors import ModelDamaged
from ingest.model_files import checked, listed
from ingest.ocr import ctc_verifier
from ingest.registers.annex import column_roles
from ingest.repair.language_model import LanguageModel
from ingest.repair.tagger import Graphs, Tagger
from parc_search.answering import confidence
from parc_search.question.asked import kind_model

ROOT = Path(model_files.__file__).parents[2]
SHIPPED = (".onnx", ".npz")


def test_every_model_file_of_the_program_is_on_the_list_with_its_hash() -> None:
    on_disk = {
        path.relative_to(ROOT).as_posix()
        for top in ("ingest", "index", "parc_search")
        for path in (ROOT / top).rglob("*")
        if path.suffix in SHIPPED and "training" not in path.parts
    }
    own = {name for name in listed() if not name.startswith("asterocr/")}
    assert on_disk | {"index/encoder_model/tokenizer.json"} == own
    for name in own:
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == listed()[name], name


def test_a_file_that_is_on_no_list_is_loaded_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"x")
    assert checked(tmp_path / "model.onnx") == tmp_path / "model.onnx"


LOADERS: dict[str, Callable[[Path], object]] = {
    "index/encoder_model/onnx/model_qint8.onnx": lambda path: Onnx(path.parents[1], name="x").query("a"),
    "index/encoder_model/tokenizer.json": lambda path: Onnx(path.parent, name="x").query("a"),
    "ingest/repair/model/tagger.npz": Tagger.read,
    "ingest/repair/model/words.npz": LanguageModel.read,
    "ingest/repair/model/heads.onnx": lambda path: Graphs(path.parent)._session("heads"),
    "ingest/registers/annex/column_roles.npz": lambda path: column_roles._model(),
    "parc_search/answering/choosing.npz": confidence.TreeEnsemble.load,
    "parc_search/question/asked/kind_model.npz": lambda path: kind_model._model(),
    "asterocr/assets/asternet.onnx": lambda path: ctc_verifier._loaded(path.parent),
}


@pytest.mark.parametrize("name", LOADERS)
def test_every_loader_refuses_a_file_of_another_content(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ROOT / name if not name.startswith("asterocr/") else Path(_asterocr()) / name.removeprefix("asterocr/")
    top = folder.parent.parent if "onnx/" in name else folder.parent
    copied = tmp_path / top.relative_to(top.parents[1])
    shutil.copytree(top, copied, ignore=shutil.ignore_patterns("*.py", "training", "__pycache__"))
    damaged = copied / folder.relative_to(top)
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    monkeypatch.setattr(model_files, "listed", lambda: {damaged.as_posix(): listed()[name]})
    monkeypatch.setattr(column_roles, "_MODEL_FILE", damaged)
    monkeypatch.setattr(kind_model, "_FILE", damaged)
    for loader in (column_roles._model, kind_model._model, ctc_verifier._loaded):
        loader.cache_clear()
    try:
        with pytest.raises(ModelDamaged, match="không đúng nội dung đã phát hành"):
            LOADERS[name](damaged)
    finally:
        for loader in (column_roles._model, kind_model._model, ctc_verifier._loaded):
            loader.cache_clear()


def _asterocr() -> str:
    import importlib.util

    found = importlib.util.find_spec("asterocr")
    assert found is not None
    assert found.submodule_search_locations is not None
    return next(iter(found.submodule_search_locations))

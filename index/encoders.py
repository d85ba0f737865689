"""Encoders of texts as unit vectors, by name; none is loaded before its first text.

All are local: an encoder that would download at run time is not among them. The default one is an ONNX graph run by
onnxruntime, ready in a tenth of a second without torch; its texts go through one by one, since with rounded
activations the vectors of a padded batch would depend on which texts stand beside each other.
"""

import hashlib
import importlib
import json
import threading
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ingest.errors import UsageError
from ingest.model_files import checked
from ingest.processes.worker_pool import cores

DEFAULT_ENCODER = "parc-e5"
BUNDLED = Path(__file__).parent / "encoder_model"
MAX_CHARS = 1_600  # the longest passage shown as a hit; about the 512 tokens that e5 reads at once
_SAMPLE_BYTES = 1 << 16
Vectors = npt.NDArray[np.float32]
GRAPH = "onnx/model_qint8.onnx"
_INPUTS = ("input_ids", "attention_mask")


class Encoder(Protocol):
    """Texts to unit vectors: the inner product of a question's and a passage's says how near they are."""

    @property
    def name(self) -> str:
        """The key in `ENCODERS`, with its argument."""

    @property
    def fingerprint(self) -> str:
        """Changes with the weights: vectors of different fingerprints never meet."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The (n_texts, dim) float32 vectors of passages."""

    def query(self, text: str) -> Vectors:
        """The (dim,) float32 vector of a question."""


class SentenceTransformer:
    """A sentence-transformers model of a local folder (or one that is already on the machine), by its own rules.

    E5 models want "query: " and "passage: " before a text; they are taken from the model's own prompts.
    """

    def __init__(self, place: str) -> None:
        if not place:
            raise UsageError(
                "Thiếu thư mục mô hình sau 'sentence-transformers:'. Viết sentence-transformers:/đường/dẫn/mô-hình."
            )
        self.name = f"sentence-transformers:{place}"
        self._place = place
        self._model: Any = None

    @property
    def fingerprint(self) -> str:
        """A hash of the folder's files: names, sizes, and the ends of each; of the name where it is no folder."""
        folder = Path(self._place)
        if not folder.is_dir():
            return f"sentence-transformers {self._place}"
        return f"sentence-transformers {_folder_sample(folder)}"

    @property
    def dim(self) -> int:
        """The length of a vector, as the model says."""
        return int(self._loaded().get_sentence_embedding_dimension())

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of passages."""
        return self._encoded([plain_text(text) for text in texts], "passage", "document")

    def query(self, text: str) -> Vectors:
        """The vector of a question."""
        vectors: Vectors = self._encoded([plain_text(text)], "query")[0]
        return vectors

    def _encoded(self, texts: list[str], *prompts: str) -> Vectors:
        model = self._loaded()
        prompt = next((name for name in prompts if model.prompts.get(name)), None)
        vectors = model.encode(
            texts, prompt_name=prompt, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)

    def _loaded(self) -> Any:
        if self._model is None:
            try:
                package = importlib.import_module("sentence_transformers")
            except ImportError as error:
                raise _missing("sentence-transformers", self.name) from error
            try:
                self._model = package.SentenceTransformer(self._place, device="cpu", local_files_only=True)
            except (OSError, ValueError) as error:
                raise UsageError(
                    f"Không tải được mô hình {self._place!r} bằng sentence-transformers. "
                    "Chỉ tới một thư mục mô hình có trên máy; PARC Search không tải mô hình từ mạng."
                ) from error
        return self._model


ENCODERS: dict[str, Callable[[str], Encoder]] = {
    DEFAULT_ENCODER: lambda argument: Onnx(BUNDLED, name=DEFAULT_ENCODER),
    "onnx": lambda argument: Onnx(_folder_of(argument), name=f"onnx:{argument}"),
    "sentence-transformers": SentenceTransformer,
}


class OnnxModel:
    """The model of a folder, loaded by its first text."""

    def __init__(self, folder: Path) -> None:
        for needed in (GRAPH, "tokenizer.json", "config.json", "config_sentence_transformers.json"):
            if not (folder / needed).is_file():
                raise UsageError(
                    f"Thư mục mô hình {str(folder)!r} thiếu tệp {needed}. Cần thư mục sentence-transformers có đồ thị "
                    f"{GRAPH}. Chỉ tới đúng thư mục, hoặc cài lại PARC Search."
                )
        self._folder = folder
        self.dim = int(_read(folder / "config.json")["hidden_size"])
        self._room = int(_read(folder / "config.json")["max_position_embeddings"])
        self._prompts = _read(folder / "config_sentence_transformers.json")["prompts"]
        self._loading = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    def embed(self, texts: Sequence[str], *, prompt: str) -> Vectors:
        """The (n_texts, dim) unit vectors of texts under a prompt; what goes beyond the model's room is unread."""
        session, tokenizer = self._load()
        marked = [f"{self._prompts[prompt]}{text}" for text in texts]

        def vector(text: str) -> Vectors:
            ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
            found: Vectors = session.run(None, dict(zip(_INPUTS, (ids, np.ones_like(ids)), strict=True)))[0][0]
            return found

        if len(marked) == 1:
            return vector(marked[0])[None]
        with ThreadPoolExecutor(cores()) as pool:  # onnxruntime lets go of the interpreter while it counts
            return np.stack(list(pool.map(vector, marked))) if marked else np.zeros((0, self.dim), np.float32)

    def _load(self) -> tuple[Any, Any]:
        with self._loading:  # two threads of the app may ask at once
            if self._loaded is None:
                runtime = importlib.import_module("onnxruntime")
                options = runtime.SessionOptions()
                options.intra_op_num_threads = 1
                options.inter_op_num_threads = 1
                session = runtime.InferenceSession(
                    str(checked(self._folder / GRAPH)), options, ["CPUExecutionProvider"]
                )
                tokenizer = importlib.import_module("tokenizers").Tokenizer.from_file(
                    str(checked(self._folder / "tokenizer.json"))
                )
                tokenizer.enable_truncation(self._room)
                self._loaded = session, tokenizer
            return self._loaded


class Onnx:
    """A sentence-transformers folder with an int8 ONNX graph, run by onnxruntime: offline, without torch."""

    def __init__(self, folder: Path, *, name: str) -> None:
        self.name = name
        self._folder = folder
        self._making = threading.Lock()
        self._made: OnnxModel | None = None

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the folder's files: names, sizes, and the ends of each."""
        return f"{self.name.partition(':')[0]} {_folder_sample(self._folder)}"

    @property
    def dim(self) -> int:
        """The length of a vector, as the model says."""
        return self._model.dim

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of passages, each cut at `MAX_CHARS`."""
        return self._model.embed([plain_text(text) for text in texts], prompt="passage")

    def query(self, text: str) -> Vectors:
        """The vector of a question."""
        vector: Vectors = self._model.embed([plain_text(text)], prompt="query")[0]
        return vector

    @property
    def _model(self) -> OnnxModel:
        with self._making:  # two threads of the app may ask at once, and each model would load its own weights
            if self._made is None:
                self._made = OnnxModel(self._folder)
            return self._made


def encoder(name: str = DEFAULT_ENCODER) -> Encoder:
    """The encoder of a name such as "parc-e5" or "sentence-transformers:folder".

    Raises:
        UsageError: no encoder of that name.
    """
    kind, _, argument = name.partition(":")
    if kind not in ENCODERS:
        raise UsageError(
            f"Không có bộ mã hoá {name!r}. Các bộ mã hoá: {', '.join(ENCODERS)}. "
            "Sửa thiết lập encoder, ví dụ: parc-e5 hoặc sentence-transformers:/đường/dẫn/mô-hình."
        )
    return ENCODERS[kind](argument)


def _folder_of(place: str) -> Path:
    if not place:
        raise UsageError("Thiếu thư mục mô hình sau 'onnx:'. Viết onnx:/đường/dẫn/mô-hình.")
    return Path(place)


def plain_text(text: str) -> str:
    """What an encoder can read: NFC (others give other vectors), no NUL (C would stop there), not too long."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\0", " ").split())[:MAX_CHARS]


def _folder_sample(folder: Path) -> str:
    """A hash of the names and samples of a folder's files."""
    digest = hashlib.sha256()
    for path in sorted(found for found in folder.rglob("*") if found.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()} {file_sample(path)}\n".encode())
    return digest.hexdigest()[:16]


def file_sample(path: Path) -> str:
    """A hash of a file's size and of its first and last 64 KB."""
    size = path.stat().st_size
    with path.open("rb") as file:
        digest = hashlib.sha256(f"{size} ".encode() + file.read(_SAMPLE_BYTES))
        file.seek(max(0, size - _SAMPLE_BYTES))
        digest.update(file.read())
    return digest.hexdigest()[:16]


def _missing(package: str, name: str) -> UsageError:
    return UsageError(f"Bộ mã hoá {name!r} cần gói {package}, chưa được cài. Chạy: pip install {package}")


def _read(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return values

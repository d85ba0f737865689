"""An encoder whose weights are an ONNX graph in a sentence-transformers folder, run by onnxruntime.

Without torch it is ready in a tenth of a second. Texts go through one by one: with rounded activations the vectors of
a padded batch would depend on which texts stand beside each other.
"""

import importlib
import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.errors import UsageError
from ingest.parallel import cores

GRAPH = "onnx/model_qint8.onnx"
_INPUTS = ("input_ids", "attention_mask")

Vectors = npt.NDArray[np.float32]


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
                session = runtime.InferenceSession(str(self._folder / GRAPH), options, ["CPUExecutionProvider"])
                tokenizer = importlib.import_module("tokenizers").Tokenizer.from_file(
                    str(self._folder / "tokenizer.json")
                )
                tokenizer.enable_truncation(self._room)
                self._loaded = session, tokenizer
            return self._loaded


def _read(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return values

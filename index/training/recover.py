"""Makes a checkpoint to train on from the encoder that ships: `… recover --model index/encoder_model --out OUT`.

Checkpoints are too large for the repository. The shipped graph holds the same weights in 8 bits, a share of the
original's mixed in; undone, they differ from the checkpoint by their rounding, which a few steps of training heal.
"""

import argparse
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertConfig

from index.encoders import GRAPH
from index.training.export import SHARE_OF_ORIGINAL
from index.training.weights import MARKS, original, pruned, save_vocabulary

Array = npt.NDArray[Any]


def main() -> None:
    """Writes encoder.pt, pieces.json, tokenizer.json and config.json, as training does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--original", type=float, default=SHARE_OF_ORIGINAL, help="the share it was exported with")
    options = parser.parse_args()
    recover(options.model, options.out, share=options.original)


def recover(model: Path, out: Path, *, share: float) -> None:
    """Writes the checkpoint into the folder `out`; `share` is that of the original's weights in what ships."""
    out.mkdir(parents=True, exist_ok=True)
    packed = original()
    pieces = shipped_pieces(model, packed.vocabulary.pieces())
    save_vocabulary(pieces, out / "pieces.json")
    before = pruned(packed, pieces)[0].state_dict()
    torch.save(without_original(shipped_weights(model / GRAPH), before, share=share), out / "encoder.pt")
    BertConfig.from_pretrained(model).save_pretrained(out)
    shutil.copyfile(model / "tokenizer.json", out / "tokenizer.json")


def shipped_pieces(model: Path, ids: Mapping[str, int]) -> list[int]:
    """The original's ids of the pieces that the shipped vocabulary keeps, in its order, the marks left out."""
    vocabulary = Tokenizer.from_file(str(model / "tokenizer.json")).get_vocab()
    return [
        ids[piece] for piece, number in sorted(vocabulary.items(), key=lambda item: item[1]) if number >= len(MARKS)
    ]


def shipped_weights(graph: Path) -> dict[str, Tensor]:
    """The weights of a quantised graph as float32, by their names in the torch model."""
    model = onnx.load(graph)
    stored = {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in _named(model.graph, stored)}


def without_original(shipped: dict[str, Tensor], before: dict[str, Tensor], *, share: float) -> dict[str, Tensor]:
    """The trained weights that, with this share of the original's, make up the shipped ones."""
    return {name: (shipped[name] - share * weight) / (1 - share) for name, weight in before.items()}


def _named(graph: onnx.GraphProto, stored: dict[str, Array]) -> Iterator[tuple[str, Array]]:
    prefix = "model."
    for name, value in stored.items():
        if name.startswith(prefix) and name.endswith((".weight", ".bias")):
            yield name.removeprefix(prefix), value
    for node in graph.node:
        # The graph names a layer's product by its path, and its matrix by a number alone.
        if node.op_type in ("MatMul", "MatMulInteger") and (whole := _whole(node, stored)) is not None:
            path = node.name.removesuffix("_quant").removeprefix("/model/").removesuffix("/MatMul").replace("/", ".")
            yield f"{path}.weight", whole


def _whole(node: onnx.NodeProto, stored: dict[str, Array]) -> Array | None:
    """The (n_out, n_in) matrix in float32 of a product, of 8 bits with a scale a column or of 16; None of no matrix."""
    name = node.input[1].removesuffix("_whole")
    scales = stored.get(f"{name.removesuffix('_quantized')}_scale")
    if name not in stored:
        return None
    numbers = stored[name].astype(np.float32)
    whole: Array = (numbers if scales is None else numbers * scales).T
    return whole


if __name__ == "__main__":
    main()

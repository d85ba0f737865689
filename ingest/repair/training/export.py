"""Writes the graphs that the product runs: `python -m ingest.repair.training.export --tagger MODEL/tagger.npz`.

Needs the package onnx, which the product does not. Weights of matrices are in 8 bits for each of their columns;
activations are rounded as they come (dynamic quantisation), so no sample of text is needed. Of 3,632 gold syllables
one is read otherwise than with float32.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from ingest.repair.training.network import Block, Tagger

_OPSET = 17


class States(nn.Module):
    """(windows, length, width) vectors with their places to states of the same shape; every token stands."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor) -> Tensor:
        """The states."""
        for block in self.model.blocks:
            assert isinstance(block, Block)
            windows, length, width = x.shape
            q, k, v = block.qkv(block.norm1(x)).view(windows, length, 3, block.heads, -1).permute(2, 0, 3, 1, 4)
            heard = torch.softmax(q @ k.transpose(2, 3) * (width // block.heads) ** -0.5, -1) @ v
            x = x + block.out(heard.transpose(1, 2).reshape(windows, length, width))
            x = x + block.down(torch.relu(block.up(block.norm2(x))))
        states: Tensor = self.model.norm(x)
        return states


class Heads(nn.Module):
    """(n, width) states to logits of words, of whether there is a second word, and of case."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The logits."""
        return self.model.word(states), self.model.extra_gate(states), self.model.case(states)


class Extra(nn.Module):
    """(n, width) states to logits of the second word."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, states: Tensor) -> Tensor:
        """The logits."""
        return self.model.extra_logits(states)


def write_graphs(model: Tagger, folder: Path) -> None:
    """Writes `states.onnx`, `heads.onnx` and `extra.onnx`, each beside and then renamed."""
    width = model.word.in_features
    rows = torch.zeros(20, width)
    free, windows = {0: "rows"}, {0: "windows", 1: "length"}
    _write(States(model), torch.zeros(2, 20, width), "vectors", ("read",), windows, folder / "states")
    _write(Heads(model), rows, "states", ("words", "doubled", "cases"), free, folder / "heads")
    _write(Extra(model), rows, "states", ("words",), free, folder / "extra")


def _write(
    graph: nn.Module, sample: Tensor, given: str, found: tuple[str, ...], free: dict[int, str], path: Path
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        whole, small = Path(scratch) / "whole.onnx", path.with_suffix(".new")
        torch.onnx.export(
            graph.eval(),
            (sample,),
            str(whole),
            input_names=[given],
            output_names=list(found),
            dynamic_axes=dict.fromkeys((given, *found), free),
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        small.replace(path.with_suffix(".onnx"))


def read_model(path: Path) -> Tagger:
    """The network with the weights of the file."""
    with np.load(path, allow_pickle=False) as stored:
        settings = json.loads(str(stored["settings"]))
        names = [name for name in stored.files if name not in ("settings", "words")]
        weights = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in names}
    model = Tagger(**settings)
    model.load_state_dict(weights)
    return model


def main() -> None:
    """Writes the graphs beside the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tagger", type=Path, required=True)
    options = parser.parse_args()
    write_graphs(read_model(options.tagger), options.tagger.parent)


if __name__ == "__main__":
    main()

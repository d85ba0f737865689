"""Writes a trained checkpoint as a sentence-transformers folder whose weights are an int8 ONNX graph.

`python -m index.training.export --trained OUT --model index/encoder_model`. Needs the packages onnx and
onnx-ir, which the product does not. Matrices are in 8 bits with a scale a column, the words' vectors in half
precision; activations are rounded as they come, so a text's vector does not depend on any sample.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from index.encoders import GRAPH
from index.training.weights import original, pruned

PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
MAX_TOKENS = 512
SHARE_OF_ORIGINAL = 0.53
_OPSET = 17
# Products of a layer whose inputs have a few numbers far above all others, which 8 bits cannot hold beside the rest:
# with all of them rounded the mean cosine with the vectors of the float model is .9935, without these .9983, for 18 %
# more time. Chosen by leaving out one product at a time (16 passages); in half precision in the file, floats when run.
_UNROUNDED = (
    *("layer.0/intermediate", "layer.0/output", "layer.1/intermediate", "layer.1/output", "layer.2/intermediate"),
    *("layer.2/output", "layer.3/intermediate", "layer.4/output", "layer.5/output", "layer.6/output"),
)
_LARGE = 100_000  # numbers; vectors of scales and biases are far below


class Graph(nn.Module):
    """The model with its pooling: (n_texts, n_pieces) ids and mask to (n_texts, dim) unit vectors."""

    def __init__(self, model: BertModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """The unit vectors of the texts."""
        states = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).float()
        return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)


def main() -> None:
    """Exports, quantises, and writes the files that sentence-transformers looks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument(
        "--original", type=float, default=SHARE_OF_ORIGINAL, help="the share of the original weights in the mean"
    )
    options = parser.parse_args()
    config = BertConfig.from_pretrained(options.trained, attn_implementation="eager")
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(mean_with_original(options.trained, share=options.original))
    with tempfile.TemporaryDirectory() as scratch:
        beside = Path(scratch) / "model"
        (beside / "onnx").mkdir(parents=True)
        whole = Path(scratch) / "whole.onnx"
        write_graph(model, whole)
        write_rounded(whole, beside / GRAPH)
        write_settings(config, options.trained / "tokenizer.json", beside)
        shutil.rmtree(options.model, ignore_errors=True)
        shutil.copytree(beside, options.model)


def mean_with_original(trained: Path, *, share: float) -> dict[str, Tensor]:
    """The weights of a checkpoint, drawn back to the original's: most of what was learned stays, little is forgotten.

    Source: Wortsman et al. 2022, Robust fine-tuning of zero-shot models.
    """
    weights: dict[str, Tensor] = torch.load(trained / "encoder.pt")
    model, _ = pruned(original(), json.loads((trained / "pieces.json").read_text(encoding="utf-8")))
    before = model.state_dict()
    return {name: before[name] * share + weight * (1 - share) for name, weight in weights.items()}


def write_graph(model: BertModel, path: Path) -> None:
    """The model as a float32 ONNX graph with free numbers of texts and pieces."""
    ids = torch.full((2, 7), 5)
    free = {0: "texts", 1: "pieces"}
    torch.onnx.export(
        Graph(model).eval(),
        (ids, torch.ones_like(ids)),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_axes={"input_ids": free, "attention_mask": free, "sentence_embedding": {0: "texts"}},
        opset_version=_OPSET,
        dynamo=False,
    )


def write_rounded(whole: Path, path: Path) -> None:
    """Writes the graph with most matrices in 8 bits, a scale a column, and the other large ones in 16.

    Activations are rounded as they come, a scale a text. On processors of all kinds that is about twice as fast as a
    scale for every 64 weights, which runs in a general kernel.
    """
    graph = onnx.load(whole)
    names = [node.name for node in graph.graph.node if node.op_type == "MatMul"]
    quantize_dynamic(
        whole,
        path,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=[name for name in names if _is_kept(name)],
        extra_options={"MatMulConstBOnly": True},
    )
    found = onnx.load(path)
    for name in [item.name for item in found.graph.initializer if _is_large_float(item)]:
        _halve(found.graph, name)
    onnx.save(found, path)


def _is_kept(name: str) -> bool:
    return any(f"{kept}/dense" in name for kept in _UNROUNDED)


def _is_large_float(item: onnx.TensorProto) -> bool:
    return bool(item.data_type == TensorProto.FLOAT and np.prod(item.dims) > _LARGE)


def _halve(graph: onnx.GraphProto, name: str) -> None:
    """Stores a table in half precision, with a cast in front of what reads it.

    Of the words' vectors only those of a text are cast; a matrix is cast once, when the graph is loaded.
    """
    item = next(item for item in graph.initializer if item.name == name)
    item.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(item).astype(np.float16), name))
    for place, node in enumerate(graph.node):
        if name in node.input:
            if node.op_type == "Gather":
                whole = node.output[0]
                node.output[0] = f"{whole}_half"
                graph.node.insert(place + 1, helper.make_node("Cast", [node.output[0]], [whole], to=TensorProto.FLOAT))
            else:
                node.input[list(node.input).index(name)] = f"{name}_whole"
                graph.node.insert(place, helper.make_node("Cast", [name], [f"{name}_whole"], to=TensorProto.FLOAT))
            return


def write_settings(config: BertConfig, tokenizer: Path, folder: Path) -> None:
    """The small files of a sentence-transformers folder."""
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    pooling = {"word_embedding_dimension": config.hidden_size, "pooling_mode_mean_tokens": True}
    settings = {
        "modules.json": modules,
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": pooling,
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": MAX_TOKENS, "bos_token": "<s>",
            "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>", "sep_token": "</s>",
        },
    }  # fmt: skip
    (folder / "1_Pooling").mkdir()
    (folder / "2_Normalize").mkdir()
    for name, values in settings.items():
        (folder / name).write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    config.save_pretrained(folder)


if __name__ == "__main__":
    main()

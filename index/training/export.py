"""Writes a trained checkpoint as a sentence-transformers folder whose weights are an int8 ONNX graph.

`python -m index.training.export --trained OUT --model index/encoder_model`. Needs the packages onnx and
onnx-ir, which the product does not. Matrices are in 8 bits with a scale for every 64 weights, the words' vectors in
half precision; activations are rounded as they come, so a text's vector does not depend on any sample.
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
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from index.encoders import GRAPH
from index.training.weights import original, pruned

PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
MAX_TOKENS = 512
SHARE_OF_ORIGINAL = 0.53
_OPSET = 17
# One scale for a whole column, and one for all of a text's numbers, left a mean cosine of .992 with the vectors of the
# float model: where a few numbers stand far above all others, 8 bits cannot hold the rest. With these it is .9996, for
# half as long again.
_BLOCK = 64
_ROUNDED_ACTIVATIONS = 4  # the runtime's level of accuracy at which activations are rounded, per block as well
_WORDS = "model.embeddings.word_embeddings.weight"


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
        onnx.save(rounded(onnx.load(whole)), beside / GRAPH)
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


def rounded(graph: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with matrices of 8 bits and words of 16: a third of the size."""
    quantizer = MatMulNBitsQuantizer(
        graph, bits=8, block_size=_BLOCK, is_symmetric=True, accuracy_level=_ROUNDED_ACTIVATIONS
    )
    quantizer.process()
    found: onnx.ModelProto = quantizer.model.model
    words = next(item for item in found.graph.initializer if item.name == _WORDS)
    words.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(words).astype(np.float16), _WORDS))
    place, gather = next((n, node) for n, node in enumerate(found.graph.node) if _WORDS in node.input)
    whole = gather.output[0]
    gather.output[0] = f"{whole}_half"
    found.graph.node.insert(place + 1, helper.make_node("Cast", [gather.output[0]], [whole], to=TensorProto.FLOAT))
    return found


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

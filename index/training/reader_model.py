"""The reader as a torch model: the first layers of the encoder, a start and an end, and whether the passage answers.

Place 0 stands for "the passage does not say", as in SQuAD 2. Source: Devlin et al. 2019, BERT; Rajpurkar et al. 2018.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

LONGEST_INPUT = 224
_LONGEST_QUESTION = 56
_BEGIN, _PAD, _END = 0, 1, 2
# What the kind asked for is called in front of the question.
KIND_WORDS = {
    "agency": "cơ quan chủ trì", "coordinating": "cơ quan phối hợp", "target": "chỉ tiêu", "figure": "con số",
    "deadline": "thời hạn", "product": "sản phẩm", "legal_basis": "căn cứ", "budget": "kinh phí", "list": "danh sách",
    "procedure": "thủ tục", "compare": "so sánh", "passage": "nội dung", "any": "câu hỏi",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Input:
    """Ids and segments of one question with its passage; `offsets` are code points of the passage, by place."""

    ids: list[int]
    segments: list[int]
    offsets: list[tuple[int, int]]
    first: int


class Reader(nn.Module):
    """(n, pieces) ids, mask and segments to starts and ends (n, pieces) and whether it answers (n,), all as logits."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.model = BertModel(config, add_pooling_layer=False)
        self.places = nn.Linear(config.hidden_size, 2)
        self.answers = nn.Linear(config.hidden_size, 1)

    def forward(self, ids: Tensor, mask: Tensor, segments: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The logits; places that are no part of the passage are far below all others, place 0 aside."""
        states = self.model(input_ids=ids, attention_mask=mask, token_type_ids=segments).last_hidden_state
        barred = (segments == 0) | (mask == 0)
        barred = torch.cat([torch.zeros_like(barred[:, :1]), barred[:, 1:]], dim=1)
        places = self.places(states).float().masked_fill(barred.unsqueeze(-1), -1e4)
        return places[..., 0], places[..., 1], self.answers(states[:, 0]).float().squeeze(-1)


def from_encoder(folder: Path, *, layers: int) -> tuple[Reader, Tokenizer]:
    """A reader over the first layers of a checkpoint as `index.training.recover` writes it; its heads are new."""
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config = BertConfig(**{**settings, "num_hidden_layers": layers, "attn_implementation": "sdpa"})
    reader = Reader(config)
    weights = torch.load(folder / "encoder.pt")
    wanted = reader.model.state_dict()
    reader.model.load_state_dict({name: weights[name] for name in wanted})
    reader.model.embeddings.requires_grad_(False)  # a third of a step's time, and few questions to learn them from
    return reader, Tokenizer.from_file(str(folder / "tokenizer.json"))


def made_input(tokenizer: Tokenizer, kind: str, question: str, passage: str) -> Input:
    """What the model reads: kind and question, then the passage, cut to its room."""
    asked = tokenizer.encode(f"{KIND_WORDS.get(kind, KIND_WORDS['any'])}: {question}", add_special_tokens=False)
    head = [_BEGIN, *asked.ids[:_LONGEST_QUESTION], _END]
    text: Encoding = tokenizer.encode(passage, add_special_tokens=False)
    room = LONGEST_INPUT - len(head) - 1
    ids = text.ids[:room]
    return Input([*head, *ids, _END], [0] * len(head) + [1] * len(ids) + [0], text.offsets[:room], len(head))


def target_of(made: Input, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The first and last place of a span; (0, 0) for none; None where the passage was cut before its end."""
    if span is None:
        return 0, 0
    inside = [place for place, (start, end) in enumerate(made.offsets) if start < span[1] and span[0] < end]
    if not inside or (made.offsets[-1][1] < span[1] and len(made.ids) >= LONGEST_INPUT):
        return None
    return made.first + inside[0], made.first + inside[-1]


def batch_of(inputs: Sequence[Input]) -> tuple[Tensor, Tensor, Tensor]:
    """The ids, mask and segments of a batch, padded to its longest."""
    longest = max(len(item.ids) for item in inputs)
    ids = torch.full((len(inputs), longest), _PAD)
    mask, segments = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, item in enumerate(inputs):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        mask[row, : len(item.ids)] = 1
        segments[row, : len(item.ids)] = torch.tensor(item.segments)
    return ids, mask, segments

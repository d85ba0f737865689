"""What ships can be trained on: the weights read back from the graph give the graph's own vectors."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from onnxruntime import InferenceSession
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from index.encoders import GRAPH
from index.training.export import SHARE_OF_ORIGINAL, Graph, mean_with_original
from index.training.recover import recover

MODEL = Path(__file__).parents[3] / "index" / "encoder_model"
TEXTS = ["query: cơ quan nào chủ trì áp dụng ISO 9001", "passage: Se Khoa hoc va Cong nghe chu tri, phối hợp các sở"]


@pytest.mark.slow
def test_the_recovered_checkpoint_exports_to_the_vectors_that_ship(tmp_path: Path) -> None:
    recover(MODEL, tmp_path, share=SHARE_OF_ORIGINAL)
    model = BertModel(BertConfig.from_pretrained(tmp_path, attn_implementation="eager"), add_pooling_layer=False)
    model.load_state_dict(mean_with_original(tmp_path, share=SHARE_OF_ORIGINAL))
    tokenizer = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    session = InferenceSession(MODEL / GRAPH)
    for text in TEXTS:
        ids = np.array([tokenizer.encode(text).ids])
        shipped = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        with torch.no_grad():
            whole = Graph(model).eval()(torch.tensor(ids), torch.ones(ids.shape, dtype=torch.int64))[0].numpy()
        assert float(shipped @ whole) > 0.997  # what 8 bits leave of it


@pytest.mark.slow
def test_the_recovered_pieces_are_those_of_the_vocabulary_that_ships(tmp_path: Path) -> None:
    recover(MODEL, tmp_path, share=SHARE_OF_ORIGINAL)
    config = BertConfig.from_pretrained(tmp_path)
    assert len(json.loads((tmp_path / "pieces.json").read_text())) + 4 == config.vocab_size

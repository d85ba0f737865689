"""The graphs that run are those of the weights beside them."""

import pickle

import numpy as np
import pytest
import torch

from ingest.repair.repairer import MODEL
from ingest.repair.tagger import Graphs
from ingest.repair.training.export import Extra, Heads, States, read_model


@pytest.fixture(scope="module")
def network() -> torch.nn.Module:
    return read_model(MODEL / "tagger.npz")


@pytest.mark.parametrize(("name", "part", "shape"), [("states", States, (2, 30, 192)), ("heads", Heads, (40, 192)),
                                                     ("extra", Extra, (7, 192))])  # fmt: skip
def test_a_graph_gives_what_its_weights_give_but_for_rounding(
    network: torch.nn.Module, name: str, part: type, shape: tuple[int, ...]
) -> None:
    given = np.random.default_rng(3).normal(size=shape).astype(np.float32)
    session = getattr(Graphs(MODEL), name)
    found = session.run(None, {session.get_inputs()[0].name: given})
    with torch.no_grad():
        expected = part(network)(torch.from_numpy(given))
    for one, other in zip(found, expected if isinstance(expected, tuple) else (expected,), strict=True):
        assert np.corrcoef(one.ravel(), other.numpy().ravel())[0, 1] > 0.98


def test_graphs_travel_to_another_process_as_the_place_that_they_lie_in() -> None:
    graphs = Graphs(MODEL)
    assert graphs.states is graphs.states
    assert pickle.loads(pickle.dumps(graphs)) == graphs

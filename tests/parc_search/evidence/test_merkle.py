"""The Merkle tree against published vectors, and against hashes that are worked out another way."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from parc_search.evidence.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root,
)

# The eight entries and the roots of the trees over the first 1 to 8 of them, as the reference implementation of RFC
# 6962 publishes them (certificate-transparency, cpp/merkletree/merkle_tree_test.cc).
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [leaf_hash(entry) for entry in ENTRIES]

# Proofs over the same entries, by size and index or by size and old size (the same file).
PATHS = {
    (8, 0): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (8, 5): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (3, 2): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (5, 1): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
GROWTHS = {
    (8, 1): PATHS[8, 0],
    (8, 6): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (5, 2): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def test_the_empty_tree_has_the_hash_of_nothing_as_its_root() -> None:
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_roots_over_one_to_eight_entries_are_those_that_are_published() -> None:
    assert tuple(root(LEAVES[:size]).hex() for size in range(1, 9)) == ROOTS


def test_the_inclusion_proofs_are_those_that_are_published() -> None:
    assert {key: tuple(node.hex() for node in inclusion_proof(LEAVES[: key[0]], key[1])) for key in PATHS} == PATHS


def test_the_consistency_proofs_are_those_that_are_published() -> None:
    assert {
        key: tuple(node.hex() for node in consistency_proof(LEAVES[: key[0]], key[1])) for key in GROWTHS
    } == GROWTHS


def test_the_proofs_over_seven_leaves_are_those_that_the_rfc_draws() -> None:
    """RFC 6962, section 2.1.3: the nodes of its drawing, each worked out by hand from the leaves d0 to d6."""
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, el = node_hash(g, h), node_hash(i, j)
    seven = LEAVES[:7]
    assert inclusion_proof(seven, 0) == (b, h, el)
    assert inclusion_proof(seven, 3) == (c, g, el)
    assert inclusion_proof(seven, 4) == (f, j, k)
    assert inclusion_proof(seven, 6) == (i, k)
    assert consistency_proof(seven, 3) == (c, d, g, el)
    assert consistency_proof(seven, 4) == (el,)
    assert consistency_proof(seven, 6) == (i, j, k)


def root_level_by_level(leaves: list[bytes]) -> bytes:
    """The root by a second way: neighbours are joined level by level, an odd one goes up as it is."""
    level = leaves
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0] if level else EMPTY_ROOT


@given(st.integers(0, 200))
def test_the_root_is_the_same_when_the_levels_are_joined_from_below(size: int) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    assert root(leaves) == root_level_by_level(leaves)


@given(st.integers(1, 130), st.data())
def test_a_leaf_is_found_in_its_place_and_nowhere_else(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    proof, whole = inclusion_proof(leaves, index), root_level_by_level(leaves)
    assert is_included(leaves[index], index, size, proof, whole)
    if other != index:
        assert not is_included(leaves[other], index, size, proof, whole)
        assert not is_included(leaves[index], other, size, proof, whole)
    assert not is_included(leaves[index], index, size, (*proof, EMPTY_ROOT), whole)
    assert not is_included(leaves[index], index, size, proof, EMPTY_ROOT)


@given(st.integers(0, 130), st.data())
def test_what_only_grew_is_consistent_and_what_was_rewritten_is_not(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    old_size = data.draw(st.integers(0, size))
    proof = consistency_proof(leaves, old_size)
    old, new = root_level_by_level(leaves[:old_size]), root_level_by_level(leaves)
    assert is_consistent(old_size, size, old, new, proof)
    if old_size:
        changed = data.draw(st.integers(0, old_size - 1))
        rewritten = [*leaves[:changed], leaf_hash(b"another"), *leaves[changed + 1 :]]
        forged = root_level_by_level(rewritten)
        assert not is_consistent(old_size, size, old, forged, consistency_proof(rewritten, old_size))
        assert not is_consistent(old_size, size, old, forged, proof)
        assert not is_consistent(old_size, size, old, new, (*proof, EMPTY_ROOT))
        assert not is_consistent(size + 1, size, old, new, proof)


@given(st.integers(2, 60), st.data())
def test_a_proof_with_any_one_node_changed_shows_nothing(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    old_size = data.draw(st.integers(1, size - 1))
    proof = list(consistency_proof(leaves, old_size))
    at = data.draw(st.integers(0, len(proof) - 1))
    proof[at] = data.draw(st.binary(min_size=32, max_size=32).filter(lambda node: node != proof[at]))
    assert not is_consistent(old_size, size, root(leaves[:old_size]), root(leaves), proof)

"""A list that only grows as a Merkle tree: its root, and proofs that an entry is in it and that it only grew.

Hashes as in RFC 6962, section 2.1: SHA-256, leaves and inner nodes told apart by their first byte. Proofs are made as
the RFC defines them, by cutting the tree, and checked as RFC 9162 says, from the bottom up: two ways to one result.
"""

import hashlib
from collections.abc import Iterator, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256().digest()
"""The root of a tree without leaves."""

_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(data: bytes) -> bytes:
    """The hash of an entry as a leaf."""
    return hashlib.sha256(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(_NODE + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaf hashes.

    Source: RFC 6962, section 2.1, MTH.
    """
    return _root(leaves, 0, len(leaves)) if leaves else EMPTY_ROOT


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """What leads from the leaf at `index` (from 0) to the root, the leaf's sibling first.

    Source: RFC 6962, section 2.1.1, PATH.

    Raises:
        IndexError: the tree has no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    return tuple(_path(leaves, index, 0, len(leaves)))


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """What shows that the tree over the first `old_size` leaves is the beginning of this one; empty for size 0.

    Source: RFC 6962, section 2.1.2, PROOF.

    Raises:
        IndexError: the tree was never as large.
    """
    if not 0 <= old_size <= len(leaves):
        raise IndexError(old_size)
    return tuple(_grown(leaves, old_size, 0, len(leaves), is_known=True)) if old_size else ()


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows that the leaf hash stands at `index` in the tree of this size and root.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the new tree begins with the old one.

    Every tree begins with the empty one, which needs no proof.

    Source: RFC 9162, section 2.1.4.2.
    """
    if not 0 <= old_size <= new_size:
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT and (new_size > 0 or new_root == EMPTY_ROOT)
    if old_size == new_size:
        return not proof and old_root == new_root
    # An old tree that is a whole subtree of the new one is its own first node, and not sent.
    nodes = [old_root, *proof] if old_size & (old_size - 1) == 0 else [*proof]
    if not nodes:
        return False
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, node)
        place, last = place >> 1, last >> 1
    return last == 0 and (old, new) == (old_root, new_root)


def _root(leaves: Sequence[bytes], start: int, end: int) -> bytes:
    if end - start == 1:
        return leaves[start]
    middle = start + _split(end - start)
    return node_hash(_root(leaves, start, middle), _root(leaves, middle, end))


def _path(leaves: Sequence[bytes], index: int, start: int, end: int) -> Iterator[bytes]:
    if end - start == 1:
        return
    middle = start + _split(end - start)
    if index < middle:
        yield from _path(leaves, index, start, middle)
        yield _root(leaves, middle, end)
    else:
        yield from _path(leaves, index, middle, end)
        yield _root(leaves, start, middle)


def _grown(leaves: Sequence[bytes], old_end: int, start: int, end: int, *, is_known: bool) -> Iterator[bytes]:
    """`is_known` tells that whoever checks has the hash of this subtree already: it is the old root."""
    if old_end == end:
        if not is_known:
            yield _root(leaves, start, end)
        return
    middle = start + _split(end - start)
    if old_end <= middle:
        yield from _grown(leaves, old_end, start, middle, is_known=is_known)
        yield _root(leaves, middle, end)
    else:
        yield from _grown(leaves, old_end, middle, end, is_known=False)
        yield _root(leaves, start, middle)


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1

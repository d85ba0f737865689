"""Scores for a reader who may not see every document are those of an index without the hidden ones."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import Index
from index.caches import heads
from index.lexical import LexicalIndex
from ingest.documents import IngestedDocument
from tests.index.hashing import HashingEncoder
from tests.index.made import plain_item

TEXT = (
    "sở nội vụ chủ trì kiểm tra cải cách hành chính năm 2024 kế hoạch 76/NQ-CP 98,5% tài chính bố trí kinh phí "
    "hướng hương y tế giáo dục đào tạo công nghệ thông tin báo cáo quý"
)
WORDS = TEXT.split()


def made(source: str, seed: int, *, passages: int, longest: int) -> IngestedDocument:
    chosen = random.Random(seed)
    lines = [" ".join(chosen.choices(WORDS, k=chosen.randint(1, longest))) for _ in range(passages)]
    return plain_item("\n\n".join(lines), source)


def index_of(folder: Path, items: list[IngestedDocument]) -> Index:
    index = Index.open(folder, HashingEncoder())
    index.put(items)
    return index


def alone(index: Index, sources: frozenset[str]) -> LexicalIndex:
    """An index of these documents and no others."""
    passages = [passage for passage in index.store.passages() if passage.source in sources]
    return LexicalIndex.of(passages, heads(index.store, sorted(sources)))


@given(seed=st.integers(0, 10_000), longest=st.sampled_from([3, 12, 60, 400]), k=st.sampled_from([1, 5, 40]))
@settings(max_examples=25, deadline=None)
def test_hits_and_scores_are_those_of_an_index_without_the_hidden_documents(
    tmp_path_factory: pytest.TempPathFactory, seed: int, longest: int, k: int
) -> None:
    chosen = random.Random(seed)
    items = [made(f"{n}.txt", seed + n, passages=chosen.randint(1, 60), longest=15) for n in range(4)]
    hidden = made("kín.txt", seed + 9, passages=150, longest=longest)
    visible = frozenset(item.document.source for item in items)
    question = " ".join(chosen.sample(WORDS, k=8))
    with index_of(tmp_path_factory.mktemp("kho"), [*items, hidden]) as index:
        found = index.search_lexical(question, k, visible=visible)
        expected = alone(index, visible).search(question, k)
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], rel=1e-5)
    near = dict(expected)
    assert all(near[identifier] == pytest.approx(score, rel=1e-5) for identifier, score in found if identifier in near)


def test_an_index_with_the_hidden_documents_and_one_without_give_the_same_to_the_last_digit(tmp_path: Path) -> None:
    items = [made(f"{n}.txt", n, passages=40, longest=25) for n in range(5)]
    hidden = made("kín.txt", 99, passages=200, longest=200)
    visible = frozenset(item.document.source for item in items)
    with (
        index_of(tmp_path / "with", [*items[:2], hidden, *items[2:]]) as full,
        index_of(tmp_path / "less", items) as less,
    ):
        for seed in range(20):
            question = " ".join(random.Random(seed).sample(WORDS, k=9))
            assert full.search_lexical(question, 30, visible=visible) == less.search_lexical(
                question, 30, visible=visible
            )
            assert full.search_dense(question, 30, visible=visible) == less.search_dense(question, 30, visible=visible)
            assert full.search_lexical(question, 30) != less.search_lexical(question, 30)


def test_removed_passages_count_in_no_statistics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.caches.REWRITE_WHOLE_PASSAGES", 0)  # as in a large store: marked as removed, not merged
    items = [made(f"{n}.txt", n, passages=40, longest=25) for n in range(3)]
    visible = frozenset({"0.txt", "1.txt"})
    with index_of(tmp_path / "a", items) as index:
        index.remove("2.txt")
        expected = dict(alone(index, visible).search("sở nội vụ chủ trì báo cáo quý", 50))
        found = dict(index.search_lexical("sở nội vụ chủ trì báo cáo quý", 50, visible=visible))
    assert found == pytest.approx(expected, rel=1e-5)


def test_hidden_passages_take_no_place_however_near_they_are(tmp_path: Path) -> None:
    question = "Sở Nội vụ chủ trì kiểm tra cải cách hành chính"
    hidden = plain_item("\n\n".join(f"{question} {number}" for number in range(300)), "kín.txt")
    shown = [made(f"{n}.txt", n, passages=10, longest=12) for n in range(3)]
    visible = frozenset(item.document.source for item in shown)
    with index_of(tmp_path / "a", [hidden, *shown]) as index:
        ids = {passage.id for passage in index.store.passages() if passage.source in visible}
        assert {identifier for identifier, _ in index.search_dense(question, 30, visible=visible)} == ids
        assert {identifier for identifier, _ in index.search_lexical(question, 30, visible=visible)} <= ids
        assert index.search_lexical(question, 30, ["kín.txt"], visible=visible) == []
        assert index.search_dense(question, 30, ["kín.txt"], visible=visible) == []


def test_a_word_that_only_hidden_documents_have_finds_nothing(tmp_path: Path) -> None:
    shown, hidden = plain_item("Sở Y tế báo cáo.", "a.txt"), plain_item("Sở Nội vụ thanh tra.", "kín.txt")
    with index_of(tmp_path / "a", [shown, hidden]) as index:
        assert index.search_lexical("thanh tra", 5, visible=frozenset({"a.txt"})) == []
        assert index.search_lexical("thanh tra", 5, visible=frozenset()) == []
        assert index.search_dense("thanh tra", 5, visible=frozenset()) == []


def test_what_is_fetched_grows_until_the_best_are_among_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hidden passages so short that the bound is far above the scores: the first candidates are not enough."""
    shown = [made(f"{n}.txt", n, passages=200, longest=60) for n in range(2)]
    hidden = plain_item("\n\n".join(f"{word} {n}" for n, word in enumerate(WORDS * 20)), "kín.txt")
    visible = frozenset(item.document.source for item in shown)
    hits, limits = LexicalIndex.hits, list[int]()

    def heard(self: LexicalIndex, search: object, limit: int) -> list[tuple[str, float]]:
        limits.append(limit)
        return hits(self, search, limit)

    with index_of(tmp_path / "a", [*shown, hidden]) as index:
        expected = alone(index, visible).search("sở nội vụ báo cáo", 60)
        monkeypatch.setattr(LexicalIndex, "hits", heard)
        found = index.search_lexical("sở nội vụ báo cáo", 60, visible=visible)
    assert [one for one, _ in found] == [one for one, _ in expected]
    assert limits == [124, 248]

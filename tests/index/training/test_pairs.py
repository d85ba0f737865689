"""A batch is made of neighbours; the same seed makes the same one; what the model takes for near comes into it."""

from collections import Counter

from index.training.noise import Spoiler
from index.training.pairs import Pair, PairMaker, are_same
from index.training.scopes import Scope
from index.training.texts import TrainingPassage
from ingest.repair.training.noise import Style

TASKS = ("đất đai", "y tế", "giáo dục", "giao thông", "xây dựng", "du lịch", "lao động", "tài chính", "văn hóa")
PASSAGES = [
    TrainingPassage(
        place=(number, 0),
        document=f"Kế hoạch cải cách hành chính số {number}",
        title=f"Nhiệm vụ về {task}",
        text=f"Sở phụ trách {task} chủ trì, phối hợp với các huyện rà soát thủ tục {task} trước ngày {number + 1}/6.",
    )
    for number, task in enumerate(TASKS)
]
STYLE = Style("000", units={"ở": Counter({"b": 3})}, words={"Sở": Counter({"Se(": 5}), "chủ": Counter({"chit": 5})})


def made(*, mined: dict[int, list[int]] | None = None) -> list[Pair]:
    maker = PairMaker(PASSAGES, Spoiler([STYLE], seed=3), seed=3)
    maker.mined = mined or {}
    return [pair for _ in range(40) for pair in maker.batch(16)]


def numbers(pairs: list[Pair]) -> Counter[int]:
    return Counter(
        n
        for pair in pairs
        for n, passage in enumerate(PASSAGES)
        if passage.title.split(" về ")[1] in pair.clean_passage
    )


def test_the_same_seed_makes_the_same_pairs() -> None:
    assert made() == made()


def test_what_the_model_takes_for_near_comes_more_often() -> None:
    before, after = numbers(made()), numbers(made(mined={0: [5, 8]}))
    assert sum(after[n] for n in (0, 5, 8)) > 1.3 * sum(before[n] for n in (0, 5, 8))


def test_passages_are_spoilt_in_about_the_share_that_is_set_and_their_clean_form_is_kept() -> None:
    pairs = made()
    spoilt = sum(pair.passage != pair.clean_passage for pair in pairs) / len(pairs)
    assert 0.3 < spoilt < 0.5
    assert not any("chit" in pair.clean_passage for pair in pairs)


def test_no_question_is_left_without_words() -> None:
    assert all(pair.question.strip() for pair in made())


def test_near_copies_are_told_from_each_other_by_their_scope_alone() -> None:
    def pair(words: str, scope: Scope | None) -> Pair:
        return Pair("", "", "", "", frozenset(words.split()), scope)

    here, there = (Scope(f"Kế hoạch {place}", place, (2021,)) for place in ("Thái Bình", "Gia Lai"))
    assert are_same(pair("sở nội vụ chủ trì", None), pair("sở nội vụ chủ trì", None))
    assert are_same(pair("sở nội vụ chủ trì", here), pair("sở nội vụ chủ trì", here))
    assert not are_same(pair("sở nội vụ chủ trì", here), pair("sở nội vụ chủ trì", there))
    assert not are_same(pair("sở nội vụ chủ trì", None), pair("thu phí thư viện", None))

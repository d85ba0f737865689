"""The rivals do what their names say, on texts small enough to score by hand."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.baselines.bm25 import K1, B, Bm25, folded_words
from eval.baselines.dictionary_repair import DictionaryRepair
from eval.baselines.encoder_alone import EncoderAlone, Remembered
from eval.baselines.fused import RANK_CONSTANT, Fused
from eval.baselines.paragraphs import LONGEST_PARAGRAPH_CHARS, paragraphs
from eval.baselines.pyvi_repair import PyviRepair
from eval.baselines.simple_hybrid import SimpleHybrid, head_of, words_and_pairs
from eval.baselines.txtai_search import load_txtai_search
from eval.prediction import GivenSpan
from ingest.documents import Metadata, Passage
from tests.index.hashing import HashingEncoder


def spans(*texts: str) -> tuple[GivenSpan, ...]:
    return tuple(GivenSpan(source="a.txt", start=place, end=place + 1, quote=text) for place, text in enumerate(texts))


class LetterEncoder:
    """Counts the letters a, b and c: a real encoder of three dimensions."""

    name = "letters"
    dim = 3
    fingerprint = "letters.v1"

    def passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> npt.NDArray[np.float32]:
        counts = np.array([text.count(letter) for letter in "abc"], dtype=np.float32)
        return counts / max(1.0, float(np.linalg.norm(counts)))


def test_paragraphs_break_at_blank_lines_and_before_bullets_and_numbers() -> None:
    text = "I. Mục tiêu\nchung của tỉnh\n\n- Một việc\ntiếp theo\n2. Hai việc\na) ba việc"
    assert [span.quote for span in paragraphs("a.txt", text)] == [
        "I. Mục tiêu\nchung của tỉnh",
        "- Một việc\ntiếp theo",
        "2. Hai việc",
        "a) ba việc",
    ]


def test_a_long_paragraph_is_cut_at_a_line() -> None:
    line = "x" * 499
    assert [span.quote for span in paragraphs("a.txt", f"{line}\n{line}\n{line}")] == [line, f"\n{line}", f"\n{line}"]


@given(st.text(alphabet="ab \n-1.", max_size=3000))
def test_a_paragraph_is_verbatim_and_never_too_long(text: str) -> None:
    for span in paragraphs("a.txt", text):
        assert text[span.start : span.end] == span.quote
        assert span.end - span.start <= LONGEST_PARAGRAPH_CHARS


def test_bm25_ranks_by_the_formula() -> None:
    passages = spans("Sở Nội vụ", "so noi chinh", "Bộ Y tế")
    # "vu" stands in one of three passages of three words each: idf = ln(1 + 2.5 / 1.5), length factor 1
    idf = math.log(1 + 2.5 / 1.5)
    assert idf * (K1 + 1) / (1 + K1 * (1 - B + B)) == pytest.approx(0.9808, abs=1e-4)
    assert [span.quote for span in Bm25(passages).rank("nội vụ", k=3)] == ["Sở Nội vụ", "so noi chinh"]


def test_bm25_keeps_the_order_of_the_corpus_among_equals() -> None:
    assert [span.start for span in Bm25(spans("tinh", "tỉnh", "Tỉnh")).rank("tỉnh", k=2)] == [0, 1]


def test_a_question_without_a_known_word_finds_nothing() -> None:
    assert Bm25(spans("Sở Nội vụ")).rank("xyz", k=3) == ()


def test_the_simple_hybrid_searches_the_head_of_a_document_and_quotes_only_the_passage() -> None:
    reading = "Sở Nội vụ chủ trì"
    passages = [
        Passage(
            id=source,
            source=source,
            start=40,
            end=40 + len(reading),
            text=reading,
            reading=reading,
            path=(),
            kind="paragraph",
            page_no=None,
            quality=1.0,
        )
        for source in ("a.txt", "b.txt")
    ]
    metadata = {"a.txt": Metadata(title="Kế hoạch"), "b.txt": Metadata(title="Kế hoạch")}
    texts = {"a.txt": f"UBND TỈNH HUẾ\n\nSố: 1/KH\n{reading}", "b.txt": f"UBND TỈNH LAI CHÂU\n\nSố: 2/KH\n{reading}"}
    ranked = SimpleHybrid(passages, metadata, texts, LetterEncoder()).rank("sở nào ở Lai Châu chủ trì", k=2)
    assert [(span.source, span.quote) for span in ranked] == [("b.txt", reading), ("a.txt", reading)]


def test_the_head_is_the_first_lines_that_hold_anything() -> None:
    assert head_of("một\n\nhai\n \nba\nbốn\nnăm\nsáu") == "một\nhai\nba\nbốn\nnăm"


def test_words_stand_beside_their_pairs() -> None:
    assert words_and_pairs("Sở Nội vụ") == ["so", "noi", "vu", "so_noi", "noi_vu"]


class Fixed:
    """Gives the same passages for every question."""

    def __init__(self, *ranked: GivenSpan) -> None:
        self.ranked = ranked

    def rank(self, question: str, *, k: int) -> tuple[GivenSpan, ...]:
        return self.ranked[:k]


def test_fusion_adds_reciprocal_ranks() -> None:
    a, b, c = spans("a", "b", "c")
    # b: 1/62 + 1/61, a: 1/61, c: 1/62
    assert RANK_CONSTANT == 60
    assert Fused([Fixed(a, b), Fixed(b, c)]).rank("?", k=3) == (b, a, c)


def test_a_remembered_text_is_embedded_once() -> None:
    encoder = HashingEncoder()
    remembered = Remembered(encoder)
    first = remembered.passages(["một", "hai", "một"])
    assert np.array_equal(first, encoder.passages(["một", "hai", "một"]))
    asked = encoder.embedded
    assert np.array_equal(remembered.passages(["hai"]), first[1:2])
    assert encoder.embedded == asked
    assert np.array_equal(remembered.query("một"), encoder.query("một"))


@pytest.mark.slow
def test_txtai_ranks_offline_with_our_vectors() -> None:
    passages = spans("Sở Nội vụ chủ trì", "Sở Tài chính bố trí kinh phí", "Bộ Y tế")
    ranked = load_txtai_search(passages, HashingEncoder()).rank("kinh phí của Sở Tài chính", k=2)
    assert [span.quote for span in ranked] == ["Sở Tài chính bố trí kinh phí", "Sở Nội vụ chủ trì"]


def test_words_are_folded() -> None:
    assert folded_words("Đẩy mạnh 90% TTHC") == ["day", "manh", "90", "tthc"]


def test_the_encoder_ranks_by_the_angle_between_texts() -> None:
    ranked = EncoderAlone(spans("aab", "ccc", "abb"), LetterEncoder()).rank("aa", k=2)
    assert [span.quote for span in ranked] == ["aab", "abb"]


def test_the_dictionary_takes_the_nearest_word_and_the_frequent_one_among_equals() -> None:
    repair = DictionaryRepair(["hành chính", "hành động", "hạnh phúc"]).repair
    assert repair("Hanh chinh 90%") == "Hành chính 90%"
    assert repair("phuc xyzxyz") == "phúc xyzxyz"
    assert repair("chinhh") == "chính"


def test_a_line_that_pyvi_fails_on_stays_as_it_is() -> None:
    rival = PyviRepair(lambda line: {"cai cach": "cải cách"}[line])
    assert rival.repair("cai cach\n@\ncai cach") == "cải cách\n@\ncải cách"
    assert rival.failed_lines == 1

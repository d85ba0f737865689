"""What the reader reads of a question and a passage, and which places stand for an answer."""

from functools import cache

from tokenizers import Tokenizer

from index.encoders import BUNDLED
from index.training.reader_model import LONGEST_INPUT, batch_of, made_input, target_of

_PASSAGE = "Sở Nội vụ chủ trì, hoàn thành trước ngày 30 tháng 6."


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))


def test_the_places_of_a_span_cover_its_words() -> None:
    made = made_input(_tokenizer(), "agency", "ai chủ trì?", _PASSAGE)
    places = target_of(made, (0, len("Sở Nội vụ")))
    assert places is not None
    first, last = places[0] - made.first, places[1] - made.first
    assert _PASSAGE[made.offsets[first][0] : made.offsets[last][1]] == "Sở Nội vụ"


def test_a_passage_that_does_not_say_is_place_zero() -> None:
    assert target_of(made_input(_tokenizer(), "agency", "ai?", _PASSAGE), None) == (0, 0)


def test_a_span_behind_the_room_of_the_model_teaches_nothing() -> None:
    long = "báo cáo " * 400 + _PASSAGE
    made = made_input(_tokenizer(), "agency", "ai?", long)
    assert len(made.ids) == LONGEST_INPUT
    assert target_of(made, (len(long) - len(_PASSAGE), len(long))) is None


def test_the_kind_is_told_in_front_of_the_question() -> None:
    told, untold = (made_input(_tokenizer(), kind, "ai?", _PASSAGE) for kind in ("deadline", "no such kind"))
    assert _tokenizer().decode(told.ids[: told.first]) == "thời hạn: ai?"
    assert _tokenizer().decode(untold.ids[: untold.first]) == "câu hỏi: ai?"


def test_only_the_passage_is_of_the_second_segment_in_a_padded_batch() -> None:
    made = [made_input(_tokenizer(), "any", "ai?", text) for text in (_PASSAGE, "Sở")]
    ids, mask, segments = batch_of(made)
    assert ids.shape == mask.shape == segments.shape == (2, len(made[0].ids))
    assert mask.sum(1).tolist() == [len(item.ids) for item in made]
    assert segments.sum(1).tolist() == [len(item.offsets) for item in made]

"""A generated sentence is shown only where it says what its quotes say."""

import pytest

from parc_search.generation.faithfulness import fault_of, sentences_of

QUOTES = {
    1: (
        "7. Sở Nội vụ:\n- Chủ trì, phối hợp với Sở Tài chính kiểm tra cải cách hành chính tại ít nhất 12 cơ quan, "
        "đơn vị trong năm 2023 (trừ các đơn vị đã được thanh tra). Các cơ quan không yêu cầu "
        "người dân nộp bản sao giấy tờ.",
    ),
    2: ("Phấn đấu 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn trong năm 2023.",),
}


@pytest.mark.parametrize(
    "sentence",
    [
        "Phấn đấu 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn trong năm 2023 [2].",
        "Theo văn bản, các cơ quan không yêu cầu người dân nộp bản sao giấy tờ [1].",
        "Các cơ quan không yêu cầu người dân nộp bản sao [1]; 95% hồ sơ thủ tục hành chính được giải quyết [2].",
        "Kiểm tra cải cách hành chính tại ít nhất 12 cơ quan (trừ các đơn vị đã được thanh tra) [1].",
    ],
)
def test_a_sentence_in_the_words_of_its_quotes_passes(sentence: str) -> None:
    assert fault_of(sentence, QUOTES) == ""


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Phấn đấu 95% hồ sơ được giải quyết đúng hạn.", "câu không có trích dẫn"),
        ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính [1] và được khen thưởng.", "câu không có trích dẫn"),
        ("Phấn đấu 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn [3].", "trích dẫn không tồn tại"),
        ("Phấn đấu 96% hồ sơ thủ tục hành chính được giải quyết đúng hạn [2].", "số liệu không có trong trích dẫn"),
        ("Phấn đấu 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn [1].", "số liệu không có trong trích dẫn"),
        ("Sở Tài chính chủ trì kiểm tra cải cách hành chính [1].", "nội dung không có nguyên văn trong trích dẫn"),
        ("Các cơ quan yêu cầu người dân nộp bản sao giấy tờ [1].", "nội dung không có nguyên văn trong trích dẫn"),
        (
            "Kiểm tra cải cách hành chính tại ít nhất 12 cơ quan, đơn vị trong năm 2023 [1].",
            "nội dung không có nguyên văn trong trích dẫn",
        ),
        ("Sở Nội vụ chủ trì và giám đốc phải từ chức [1].", "nội dung không có nguyên văn trong trích dẫn"),
        ("Theo các nội dung của văn bản [1].", "nội dung không có nguyên văn trong trích dẫn"),
    ],
)
def test_a_sentence_that_says_more_or_other_has_its_fault_named(sentence: str, fault: str) -> None:
    assert fault_of(sentence, QUOTES) == fault


def test_a_text_is_cut_into_sentences_with_their_markers() -> None:
    assert sentences_of("Một việc [1]. Hai việc [1][2].\n- Ba việc. [3]\n\n[4]") == (
        "Một việc [1].",
        "Hai việc [1][2].",
        "Ba việc. [3]",
    )

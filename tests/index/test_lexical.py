"""The lexical index finds words as scanned, as repaired and as typed, and puts equal scores in one order."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index import lexical
from index.lexical import LexicalIndex, LexicalQuery
from ingest.documents import IngestedDocument, Metadata
from tests.index.made import plain_item, with_reading


def heads_of(items: Sequence[IngestedDocument]) -> dict[str, str]:
    """The heads without the first lines: of these documents those are all that there is."""
    documents = [item.document for item in items]
    return {one.source: lexical.document_head("", one.metadata) for one in documents}


def built(folder: Path, items: Sequence[IngestedDocument]) -> LexicalIndex:
    folder.mkdir()
    passages = [passage for item in items for passage in item.passages]
    lexical.write(folder, passages, heads_of(items))
    return LexicalIndex.read(folder)


def texts(index: LexicalIndex, items: Sequence[IngestedDocument], query: LexicalQuery | str, k: int = 10) -> list[str]:
    by_id = {passage.id: passage.text for item in items for passage in item.passages}
    return [by_id[identifier] for identifier, _ in index.search(query, k)]


def test_a_question_without_diacritics_finds_text_with_them(tmp_path: Path) -> None:
    items = [plain_item("Sở Khoa học và Công nghệ chủ trì áp dụng ISO 9001.\n\nSở Tài chính bố trí kinh phí.")]
    index = built(tmp_path / "x", items)
    assert texts(index, items, "so khoa hoc cong nghe iso 9001", k=1) == [
        "Sở Khoa học và Công nghệ chủ trì áp dụng ISO 9001."
    ]


def test_a_word_is_found_in_the_scanned_and_in_the_repaired_reading(tmp_path: Path) -> None:
    plain = plain_item("cai each hanh chinh\n\nSo Tu phap rà soát")
    items = [with_reading(plain, ["cải cách hành chính", "Sở Tư pháp rà soát"])]
    index = built(tmp_path / "x", items)
    assert texts(index, items, "cải cách") == ["cai each hanh chinh"]
    assert texts(index, items, "each") == ["cai each hanh chinh"]


def test_a_document_code_outranks_its_parts(tmp_path: Path) -> None:
    items = [plain_item("Kế hoạch 76 của UBND, số 2243 và NQ, CP\n\nNghi quyet s6 76/NQ-\nCP ngay 15/7/2021")]
    index = built(tmp_path / "x", items)
    assert texts(index, items, "76/NQ-CP", k=1) == ["Nghi quyet s6 76/NQ-\nCP ngay 15/7/2021"]


def test_diacritics_tell_apart_what_folds_alike(tmp_path: Path) -> None:
    items = [plain_item("xin hương\n\nxin hướng")]
    index = built(tmp_path / "x", items)
    assert texts(index, items, "hướng") == ["xin hướng", "xin hương"]
    assert texts(index, items, "hương") == ["xin hương", "xin hướng"]


def test_headings_title_number_and_place_are_searched(tmp_path: Path) -> None:
    metadata = Metadata(title="Kế hoạch năm 2022", number="5/KH-UBND", place=("Quảng Trị",))
    plain = plain_item("Bố trí kinh phí.", metadata=metadata)
    items = [replace(plain, passages=tuple(replace(found, path=("III. Tổ chức",)) for found in plain.passages))]
    index = built(tmp_path / "x", items)
    for word in ("tổ chức", "kế hoạch", "KH-UBND", "quang tri"):
        assert texts(index, items, word) == ["Bố trí kinh phí."]


def test_the_first_lines_of_a_document_are_searched_with_each_of_its_passages(tmp_path: Path) -> None:
    items = [
        plain_item("UBND TỈNH LAI CHÂU\n\nSố: 12/KH\n\nBố trí kinh phí.", "a.txt"),
        plain_item("UBND TỈNH SƠN LA\n\nSố: 13/KH\n\nBố trí kinh phí.", "b.txt"),
    ]
    folder = tmp_path / "x"
    folder.mkdir()
    heads = {one.document.source: lexical.document_head(one.document.raw.text, one.document.metadata) for one in items}
    lexical.write(folder, [passage for item in items for passage in item.passages], heads)
    index = LexicalIndex.read(folder)
    source_of = {item.passages[-1].id: item.document.source for item in items}
    for question, order in (("bố trí kinh phí lai châu", ["a.txt", "b.txt"]), ("kinh phí 13/KH", ["b.txt", "a.txt"])):
        found = [source_of[identifier] for identifier, _ in index.search(question, 9) if identifier in source_of]
        assert found == order


def test_a_head_is_the_first_lines_that_hold_anything_and_what_the_document_says_of_itself() -> None:
    metadata = Metadata(title="Kế hoạch A", kind="Kế hoạch", number="5/KH-UBND", place=("Huế",), years=(2022, 2023))
    head = lexical.document_head("một\n\nhai\nba\n \nbốn\nnăm\nsáu", metadata)
    assert head == "một\nhai\nba\nbốn\nnăm\nKế hoạch A\nKế hoạch\n5/KH-UBND\nHuế\n2022\n2023"


def test_sources_limit_the_search_before_the_cut(tmp_path: Path) -> None:
    items = [plain_item("chủ trì " * 3, f"{number}.txt") for number in range(200)]
    index = built(tmp_path / "x", items)
    asked = index.search("chủ trì", 5, sources=["150.txt", "7.txt", "không có.txt"])
    wanted = sorted(item.passages[0].id for item in items if item.document.source in ("150.txt", "7.txt"))
    assert [identifier for identifier, _ in asked] == wanted
    assert index.search("chủ trì", 5, sources=[]) == []


def test_equal_scores_stand_in_order_of_id_and_the_best_come_first(tmp_path: Path) -> None:
    items = [plain_item("rà soát văn bản", f"{number}.txt") for number in range(30)]
    index = built(tmp_path / "x", items)
    hits = index.search("văn bản", 10)
    assert [identifier for identifier, _ in hits] == sorted(item.passages[0].id for item in items)[:10]
    assert len({score for _, score in hits}) == 1


def test_other_wordings_add_to_the_question(tmp_path: Path) -> None:
    items = [plain_item("công tác CCHC của tỉnh\n\nmột việc khác")]
    index = built(tmp_path / "x", items)
    assert texts(index, items, LexicalQuery(text="cải lương", also=("CCHC",))) == ["công tác CCHC của tỉnh"]


def test_a_question_without_words_finds_nothing(tmp_path: Path) -> None:
    items = [plain_item("chủ trì")]
    index = built(tmp_path / "x", items)
    assert [index.search(question, 10) for question in ("", " ?! ", "…", "\0")] == [[], [], [], []]
    assert index.search("chủ trì", 0) == []


def test_a_very_long_question_is_answered_by_its_first_words(tmp_path: Path) -> None:
    items = [plain_item("chủ trì")]
    index = built(tmp_path / "x", items)
    question = "chủ trì " + " ".join(f"từ{number}" for number in range(5000))
    assert texts(index, items, question) == ["chủ trì"]


def test_a_rewrite_takes_out_and_adds_and_leaves_the_old_index_alone(tmp_path: Path) -> None:
    first, second, third = (plain_item(f"văn bản {name}", f"{name}.txt") for name in ("một", "hai", "ba"))
    before = built(tmp_path / "x", [first, second])
    (tmp_path / "y").mkdir()
    lexical.rewrite(tmp_path / "x", tmp_path / "y", ["một.txt"], third.passages, heads_of([third]))
    after = LexicalIndex.read(tmp_path / "y")
    assert after.ids() == {second.passages[0].id, third.passages[0].id}
    assert [identifier for identifier, _ in after.search("một", 5)] == []
    assert LexicalIndex.read(tmp_path / "x").ids() == before.ids() == {first.passages[0].id, second.passages[0].id}

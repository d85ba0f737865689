"""What a new reading of a page changed, word by word."""

from index.store.page_history import FormerPage
from ingest.documents import Page
from parc_search.ui.components.page_changes import MAX_SHOWN, Change, changes, changes_panel

WAS = "So Noi vu chu tri thuc hien\nke hoach nam 2024"
NOW = "Sở Nội vụ chủ trì thuc hien ke hoach năm 2024 ngay"


def panel(was: str, now: str, *, by: str = "", names_who: bool = True) -> str:
    page = Page(page_no=1, start=0, end=len(was), quality=0.52)
    former = FormerPage(text=was, page=page, by=by, at="2026-01-01T00:00:00+00:00")
    return changes_panel(former, now, 0.91, names_who=names_who)


def test_changed_words_are_told_with_the_words_around_them_and_line_ends_do_not_count() -> None:
    assert changes(WAS, NOW) == (
        Change(before="", was="So Noi vu chu tri", now="Sở Nội vụ chủ trì", after="thuc hien ke"),
        Change(before="hien ke hoach", was="nam", now="năm", after="2024 ngay"),
        Change(before="hoach năm 2024", was="", now="ngay", after=""),
    )
    assert changes("a b\nc", "a\nb c") == ()


def test_the_panel_says_who_how_much_better_and_sets_the_changed_words_off() -> None:
    shown = panel(WAS, NOW, by="an@tinh.example")
    assert "Độ rõ trước đây 52%, nay 91%." in shown
    assert "an@tinh.example" in shown
    assert '<mark class="was">nam</mark> 2024' in shown
    assert '<mark class="now">năm</mark> 2024' in shown
    assert shown.count("<tr>") == 4


def test_a_page_that_is_new_from_top_to_bottom_shows_the_first_of_its_changes() -> None:
    was = " ".join(f"a{n} chung" for n in range(MAX_SHOWN + 5))
    shown = panel(was, was.replace("a", "b"))
    assert shown.count("<tr>") == MAX_SHOWN + 1
    assert "và 5 chỗ nữa" in shown


def test_hostile_words_are_shown_as_words() -> None:
    assert "<script>" not in panel("<script>alert(1)</script>", "<img src=x>")


def test_low_a_reader_is_not_told_the_address_of_who_had_a_page_read_again() -> None:
    shown = panel(WAS, NOW, by="an@tinh.example", names_who=False)
    assert "an@tinh.example" not in shown
    assert "Độ rõ trước đây 52%, nay 91%." in shown

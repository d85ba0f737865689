"""What auditors object to in an answer stands before it, escaped like all text from outside."""

import pytest
from streamlit.testing.v1 import AppTest

from parc_search.evidence.records import Review
from parc_search.ui import messages

REVIEW = Review(
    number=4, decision="objected", note="Sai <b>cơ quan</b>", by="kiemtoan@", at="2026-03-05T02:03:04+00:00"
)


def screen(reviews: "tuple[Review, ...]") -> None:
    from parc_search.ui.screens import ask

    ask._draw_objections(reviews)


@pytest.mark.parametrize(("reviews", "drawn"), [((), 0), ((REVIEW,), 1), ((REVIEW, REVIEW), 1)])
def test_objections_are_said_in_one_notice_and_none_in_none(reviews: tuple[Review, ...], drawn: int) -> None:
    app = AppTest.from_function(screen, kwargs={"reviews": reviews}, default_timeout=60).run()
    assert not app.exception
    shown = [element.proto.body for element in app.get("html")]
    assert len(shown) == drawn
    for html in shown:
        assert messages.OBJECTION_TITLE in html
        assert html.count("kiemtoan@, ") == len(reviews)
        assert "Sai &lt;b&gt;cơ quan&lt;/b&gt;" in html

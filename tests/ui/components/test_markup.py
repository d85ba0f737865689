"""The door through which foreign text becomes HTML, tried with hostile text."""

import ast
import html
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parc_search.ui.components import markup
from parc_search.ui.components.markup import Mark, element, marked_quote, plain_label, text

UI = Path(markup.__file__).parents[1]
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>.pdf",
    '"><svg onload=alert(1)>',
    "</mark></span><a href=javascript:alert(1)>x</a>",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "<!-- --> <![CDATA[ ]]> <?php ?>",
    "[x](javascript:alert(1)) **đậm** # tiêu đề `mã` ![](http://a.b/c.png)",
    "$$\\href{javascript:alert(1)}{x}$$ :material/delete: :red[đỏ] :smile:",
    "\u202egpj.exe\u2066",
    "a\x00b\x1bc\x7f",
)
hostile_text = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*HOSTILE, "<", ">", "&", '"', "'", "mark", "/", " ", "ế"]), max_size=6).map("".join),
)
marks = st.lists(
    st.builds(
        lambda start, length, css: Mark(start=start, end=start + length, css=css),
        st.integers(-5, 70),
        st.integers(-2, 40),
        st.sampled_from(["found", "answer", "quote edit"]),
    ),
    max_size=6,
)


class Reader(HTMLParser):
    """The tags of a piece of HTML, and the text that a browser would show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.shown = ""
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.depth += 1
        assert [name for name, _ in attrs] in (["class"], ["aria-label"], [])

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.shown += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment got through: {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration got through: {decl!r}")


def read(piece: str) -> Reader:
    reader = Reader()
    reader.feed(piece)
    reader.close()
    return reader


@given(hostile_text, marks)
def test_a_marked_quote_shows_exactly_its_text_and_has_no_tag_but_mark(quote: str, spans: list[Mark]) -> None:
    reader = read(marked_quote(quote, spans))
    assert set(reader.tags) <= {"mark"}
    assert reader.depth == 0
    assert reader.shown == markup._UNSHOWABLE.sub("\ufffd", quote)


@pytest.mark.parametrize("foreign", HOSTILE)
def test_hostile_text_leaves_no_angle_bracket_or_quotation_mark_unescaped(foreign: str) -> None:
    piece = marked_quote(foreign)
    assert not set("<>\"'") & set(piece)
    assert html.unescape(piece) == markup._UNSHOWABLE.sub("\ufffd", foreign)


def test_marks_are_cut_to_the_text_and_never_overlap() -> None:
    spans = [Mark(start=-3, end=2), Mark(start=1, end=4, css="answer"), Mark(start=5, end=99)]
    assert marked_quote("a<b>cd", spans) == (
        '<mark class="found">a&lt;</mark><mark class="answer">b&gt;</mark>c<mark class="found">d</mark>'
    )


def test_an_element_escapes_its_label_and_refuses_a_class_that_is_not_ours() -> None:
    assert element("p", text("a & b"), label='x" onclick="y') == (
        '<p aria-label="x&quot; onclick=&quot;y"><span>a &amp; b</span></p>'
    )
    with pytest.raises(ValueError, match="not a tag or class name of ours"):
        element("p", css='x" onclick="y')
    with pytest.raises(ValueError, match="not a tag or class name of ours"):
        element("img src=x")


def test_a_label_keeps_every_markdown_mark_as_a_character() -> None:
    assert plain_label("**a**\n[b](c) :red[d]") == "\\*\\*a\\*\\* \\[b\\]\\(c\\) \\:\u2060red\\[d\\]"


def calls(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_only_the_door_escapes_and_only_the_door_and_the_frame_hand_html_to_the_browser() -> None:
    escaping = {path.name for path in UI.rglob("*.py") if "html.escape" in calls(path)}
    drawing = {path.name for path in UI.rglob("*.py") if "st.html" in calls(path)}
    making = {path.name for path in UI.rglob("*.py") if "Html" in calls(path)}
    assert escaping == {"markup.py"}
    assert drawing == {"markup.py", "app.py"}
    for path in UI.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wrapped = [
            ast.unparse(node.args[0])
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Html" and path.name != "markup.py"
        ]
        assert set(wrapped) <= {"''", "' '"}, f"{path.name} makes HTML of its own ({making})"


def test_no_screen_draws_markdown_or_allows_html() -> None:
    for path in UI.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in source, path.name
        for call in ("st.markdown", "st.write", "st.caption", "st.error", "st.info", "st.warning", "st.title"):
            assert call not in calls(path), f"{path.name}: {call}"


def test_nothing_is_drawn_for_nothing() -> None:
    from streamlit.testing.v1 import AppTest

    def screen() -> None:
        from parc_search.ui.components.markup import Html, draw

        draw(Html(""))
        draw(Html("<p>một</p>"))

    app = AppTest.from_function(screen).run()
    assert not app.exception
    assert [element.proto.body for element in app.get("html")] == ["<p>một</p>"]

"""The door through which foreign text becomes HTML, tried with hostile text."""

import ast
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError, nodes

from parc_search.ui import messages
from parc_search.ui.components import markup
from parc_search.ui.components.markup import Mark, fill, marked_quote, plain_label, spoken, text

UI = Path(markup.__file__).parents[1]
SHEETS = sorted(markup.TEMPLATES.glob("*.html"))
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
    reader.feed(str(piece))
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


def test_text_is_escaped_once_and_a_class_or_a_tag_that_is_not_ours_is_refused() -> None:
    assert text("a & 'b' &amp;", "meta", "p") == '<p class="meta">a &amp; &#39;b&#39; &amp;amp;</p>'
    for css, tag in (('x" onclick="y', "p"), ("meta", "img src=x")):
        with pytest.raises(ValueError, match="not a tag or class name of ours"):
            text("a", css, tag)
    with pytest.raises(ValueError, match="not a tag or class name of ours"):
        spoken("a", 'x" onclick="y')


def test_a_label_read_aloud_cannot_leave_its_attribute() -> None:
    cell = {"css": "", "count": 1, "anchor": "han-2024-10", "spoken": 'x" onclick="y\x00'}
    assert '<a href="#han-2024-10" aria-label="x&#34; onclick=&#34;y\ufffd">1</a>' in fill(
        "deadline_cards.html", "calendar", said="", years=[(2024, [cell])]
    )


def test_a_template_fails_loudly_at_what_is_missing_none_or_unasked_for() -> None:
    with pytest.raises(UndefinedError):
        fill("parts.html", "text")
    with pytest.raises(ValueError, match="no None"):
        fill("parts.html", "text", words=None)
    with pytest.raises(TypeError, match="style"):
        fill("parts.html", "text", words="a", style="b")


def test_line_breaks_of_a_template_are_not_shown_and_those_of_a_document_are() -> None:
    shown = fill("cards.html", "screen_head", title=" a\n  <b>\n c ", lead="")
    assert shown == '<div class="parc head"><h1 class="screen"> a\n  &lt;b&gt;\n c </h1></div>'


def test_a_label_keeps_every_markdown_mark_as_a_character() -> None:
    assert plain_label("**a**\n[b](c) :red[d]") == "\\*\\*a\\*\\* \\[b\\]\\(c\\) \\:\u2060red\\[d\\]"


def calls(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_only_the_door_escapes_and_only_the_door_and_the_frame_hand_html_to_the_browser() -> None:
    calls_of = {path.name: set(calls(path)) for path in UI.rglob("*.py")}
    making = {"Html", "Markup", "html.escape", "Environment"}
    assert {name for name, called in calls_of.items() if called & making} == {"markup.py"}
    assert {name for name, called in calls_of.items() if "st.html" in called} == {"markup.py", "app.py"}
    importing = {
        path.name
        for path in UI.rglob("*.py")
        if re.search(r"\b(jinja2|markupsafe)\b", path.read_text(encoding="utf-8"))
    }
    assert importing == {"markup.py"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_template_never_turns_escaping_off_and_puts_values_into_quoted_attributes_only(sheet: Path) -> None:
    source = re.sub(r"{#.*?#}", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"\|\s*(safe|xmlattr|tojson|urlize|forceescape|e)\b|autoescape|<script|<style|__", source)
    for tag in re.findall(r"<[a-z{][^>]*>", re.sub(r"{%.*?%}", " ", source, flags=re.DOTALL)):
        attributes = re.findall(r' ([a-z-]+)="([^"]*)"', tag)
        for name, value in attributes:
            assert name in {"class", "id", "aria-label", "role", "href", "target", "rel", "src", "alt", "scope"}
            filters = {expression.split("|")[-1].strip() for expression in re.findall(r"{{(.*?)}}", value)}
            allowed = {"href": {"name" if value.startswith("#") else "own"}, "aria-label": filters, "alt": filters}
            allowed["src"] = {"base64"} if value.startswith("data:image/png;base64,{{") else set()
            assert filters <= allowed.get(name, {"name", "level"}), tag
        rest = re.sub(r' [a-z-]+="[^"]*"', "", tag)
        assert re.fullmatch(r"<([a-z0-9]+|{{ tag\|name }})\s*>", rest), tag


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_message_that_a_template_names_is_there(sheet: Path) -> None:
    tree = markup._ENVIRONMENT.parse(sheet.read_text(encoding="utf-8"))
    named = [
        found.attr
        for found in tree.find_all(nodes.Getattr)
        if isinstance(found.node, nodes.Name) and found.node.name == "messages"
    ]
    assert [name for name in named if not hasattr(messages, name)] == []


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

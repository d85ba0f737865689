"""Every card, with hostile words in each place that a document, a file name or a question can fill."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.store.page_history import FormerPage
from index.store.source_info import StoredSource
from index.store.undo import Former
from ingest.documents import Metadata, Page, Passage, Span, Target, Task
from ingest.repaired_text import RepairedText
from parc_search.documents.task_rows import TaskRow, task_rows
from parc_search.results import Answer, Citation, ComparisonSide, Interpretation
from parc_search.ui import messages
from parc_search.ui.components import (
    answer_cards,
    cards,
    deadline_cards,
    document_cards,
    markup,
    page_changes,
    source_lines,
    target_cards,
)
from parc_search.ui.components.markup import Mark
from parc_search.ui.ingest.queue import FileState, Forecast
from parc_search.ui.state.digest import Cited, ComparedRow
from parc_search.ui.state.overview import AgencyLoad, Figure

FIGURE = Figure(count=1, address="/nhiem-vu?nam=2024")
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>'><b>",
    "x' onmouseover='alert(1)",
    'x" onclick="alert(1)" href="javascript:alert(1)',
    "</li></article><a href=javascript:alert(1)>x</a>",
    "<!-- --> <![CDATA[ ]]> <?php ?>",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "{{ 7 * 7 }} {{ messages }} {{ ''.__class__ }}",
    "{% for x in range(9) %}x{% endfor %} {# # #}",
    "{%- raw -%} {{ '{{' }}",
    "%s {0} {words} %(n)s",
    "\u202egpj.exe\u2066 a\x00b\x1bc",
)
TAGS = {
    "a", "article", "blockquote", "caption", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "header", "i", "li",
    "mark", "ol", "p", "section", "span", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"class", "id", "aria-label", "role", "href", "target", "rel", "scope"}
TODAY = date(2024, 11, 20)
SPAN = Span(start=1, end=9)
SCRAPS = ("<", ">", "&", '"', "'", "{{", "}}", "{%", "%}", "=", "/", " ", "ế")
hostile_words = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from([*HOSTILE, *SCRAPS]), min_size=1).map("".join).filter(str.strip),
)


def metadata(word: str) -> Metadata:
    return Metadata(title=word, kind=word, number=word, signed_on=TODAY, issuer=word, place=(word,))


def cited(word: str, n: int = 1) -> Citation:
    return Citation(
        n=n, source=word, span=SPAN, quote_raw=word, quote=f"a {word} b", metadata=metadata(word), path=(word, word),
        page=1, line_start=1, line_end=2, read_quality=0.7,
    )  # fmt: skip


def answer(word: str, kind: str = "agency", **fields: object) -> Answer:
    given: dict[str, object] = {
        "id": None, "question": word, "status": "answered", "kind": kind, "answer": word, "sentence": word,
        "interpretation": Interpretation(question=word), "confidence": 0.9, "citations": (cited(word),),
        "notes": (word,), "reason": word,
    }  # fmt: skip
    return Answer(**{**given, **fields})  # type: ignore[arg-type]


def shown_rows(*tasks: Task) -> tuple[TaskRow, ...]:
    return task_rows(tasks, {}, hashes={}, last_years={}, today=TODAY)


def task(word: str, due: date | None = None) -> Task:
    return Task(
        id="t", source=word, part="body", group="1", task=word, task_span=SPAN, lead=(word,), coordinate=(word, word),
        advise=(word,), deadline=word, deadline_date=due, product=word, budget=word, confidence=0.9,
    )  # fmt: skip


def stored(word: str) -> StoredSource:
    return StoredSource(
        source=word, metadata=metadata(word), corrected=("title",), media_type=word, page_count=3, quality=0.5,
        unread_count=0, char_count=9, passage_count=1, task_count=0, target_count=2, edit_count=1, content_hash="0",
        added_at="2026-01-01T00:00:00+00:00", groups=(word,),
    )  # fmt: skip


def sides(word: str) -> markup.Html:
    shown = (
        ComparisonSide(name=word, value=f"{word} chung", citation_n=1),
        ComparisonSide(name="B", value=f"chung {word} khác", citation_n=2),
    )
    return answer_cards.answer_panel(answer(word, "compare", sides=shown, citations=(cited(word), cited(word, 2))))


def duties(word: str) -> markup.Html:
    behind = answer_cards.DutiesBehind(agency=word, source=word, shown=((1, task(word)), (2, task(word))), whole=3)
    return answer_cards.answer_panel(answer(word, "list"), duties=behind)


def passage(word: str, said: Metadata | None) -> markup.Html:
    row = Passage(
        id="p", source=word, start=0, end=9, text=word, reading=word, path=(word,), kind="bullet", page_no=1,
        quality=0.9,
    )  # fmt: skip
    return cards.passage_card(row, said, question=word)


def reread(word: str) -> markup.Html:
    former = FormerPage(text=f"a b {word} c", page=Page(page_no=1, start=0, end=9, quality=0.5), by=word,
                        at="2026-01-01T00:00:00+00:00")  # fmt: skip
    return page_changes.changes_panel(former, f"a b x{word} d", 0.9, names_who=True)


def lines(word: str) -> markup.Html:
    reading = RepairedText(f"{word}\nb", ())
    return source_lines.line_table(source_lines.source_lines(reading, first=1, count=9, quote=SPAN), {0: 1})


def intake(word: str, *, is_running: bool) -> markup.Html:
    states = [FileState(name=word, message=word, stage="failed"), FileState(name=word, done=1, total=2)]
    return document_cards.progress(states, Forecast(share=0.5, seconds_left=90.0), is_running=is_running)


def targets(word: str) -> markup.Html:
    target = Target(
        id="g", source=word, subject=word, comparison="=", value=word, unit=word, year=word, kind="target",
        confidence=0.9, span=SPAN,
    )  # fmt: skip
    names = (
        messages.COLUMN_SUBJECT, messages.COLUMN_COMPARISON, messages.COLUMN_VALUE, messages.COLUMN_YEAR,
        messages.COLUMN_KIND, messages.COLUMN_PLACE, messages.COLUMN_DOCUMENT,
    )  # fmt: skip
    return target_cards.target_list([target], [dict.fromkeys(names, word)])


CARDS: dict[str, Callable[[str], markup.Html]] = {
    "answer": lambda word: answer_cards.answer_panel(answer(word), task=task(word)),
    "sides": sides,
    "duties": duties,
    "refusal": lambda word: answer_cards.refusal_panel(answer(word, status="not_found")),
    "understood": lambda word: answer_cards.understood_panel(answer(word), is_corrected=True),
    "screen head": lambda word: cards.screen_head(word, word),
    "citation": lambda word: cards.citation_card(cited(word), question=word, answer=word),
    "passage": lambda word: passage(word, metadata(word)),
    "passage of an unread document": lambda word: passage(word, None),
    "document heading": lambda word: cards.document_heading(metadata(word), word),
    "outline path": lambda word: cards.outline_path([word, word]),
    "fields": lambda word: cards.field_list([(word, word), ("a", word * 20)]),
    "row": lambda word: cards.row_card([(word, word)]),
    "shelf": lambda word: cards.shelf({f"{n}{word}": metadata(word) for n in range(9)}),
    "notice": lambda word: cards.notice(word, word, "", level="error"),
    "document": lambda word: document_cards.document_card(stored(word)),
    "removed": lambda word: document_cards.undo_line(Former(position=1, source=word, at="", is_replaced=False)),
    "removal": lambda word: document_cards.removal_question(stored(word)),
    "hint": document_cards.hint,
    "intake": partial(intake, is_running=True),
    "intake at its end": partial(intake, is_running=False),
    "tasks": lambda word: deadline_cards.task_list(
        shown_rows(task(word), task(word, TODAY)), {word: metadata(word)}, with_lead=True
    ),
    "timeline": lambda word: deadline_cards.timeline(
        shown_rows(task(word, TODAY), task(word, date(2024, 1, 2)), task(word)), {word: metadata(word)}, today=TODAY
    ),
    "figures": lambda word: markup.fill("overview.html", "figures", items=[(word, FIGURE, "late")]),
    "loads": lambda word: markup.fill(
        "overview.html",
        "loads",
        rows=[(word, AgencyLoad(agency=word, overdue=FIGURE, month=FIGURE, quarter=FIGURE), ["bar w1", "", ""])],
        most=[1, 1, 1],
    ),
    "reached": lambda word: markup.fill(
        "overview.html",
        "reached",
        rows=[
            dict.fromkeys(("subject", "place", "set", "reached", "meets"), word)
            | {"css": "late", "set_address": "/doi-chieu?nguon=a", "reached_address": "/doi-chieu?nguon=a"}
        ],
    ),
    "overview rows": lambda word: markup.fill(
        "overview.html", "links", rows=[(word, word, "/doi-chieu?nguon=a", word)]
    ),
    "digest": lambda word: markup.fill(
        "digest.html", "part", title=word, items=[Cited(text=word, address="/doi-chieu?a=1", beside=word)], more=word
    ),
    "compared documents": lambda word: markup.fill(
        "digest.html",
        "table",
        title=word,
        names=[word, word],
        rows=[
            ComparedRow(
                kind="task", subject=word, cells=(Cited(text=word, address="/doi-chieu?a=1", beside=word), None)
            )
        ],
    ),
    "targets": targets,
    "page read again": reread,
    "source lines": lines,
    "text": lambda word: markup.text(word, "meta", "p"),
    "said aloud": lambda word: markup.spoken(word, "field-error"),
    "link": lambda word: markup.link("/doi-chieu?nguon=a", word),
    "marked quote": lambda word: markup.marked_quote(word, [Mark(start=1, end=3)]),
}


class Reader(HTMLParser):
    """What a browser would show of a piece of HTML; fails at anything that no card of ours has in it."""

    def __init__(self, piece: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shown, self.open = "", list[str]()
        self.feed(str(piece))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ATTRIBUTES
        said = {name: value or "" for name, value in attrs}
        assert re.fullmatch(r"[a-z0-9 _-]+", said.get("class", "a"))
        assert said.get("href", "#").startswith(("#", "/doi-chieu?", "/nhiem-vu?"))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment got through: {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration got through: {decl!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction got through: {data!r}")


@pytest.mark.parametrize("card", CARDS)
@settings(max_examples=40, deadline=None)
@given(word=hostile_words)
def test_hostile_words_are_shown_by_every_card_as_they_are_and_none_is_carried_out(card: str, word: str) -> None:
    reader = Reader(CARDS[card](word))
    assert reader.open == []
    shown = markup._UNSHOWABLE.sub("\ufffd", word)
    assert "".join(shown.split()) in "".join(reader.shown.split())


@settings(max_examples=40, deadline=None)
@given(word=hostile_words)
def test_hostile_words_for_a_picture_stay_its_words(word: str) -> None:
    tags: list[tuple[str, dict[str, str | None]]] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: tags.append((tag, dict(attrs)))  # type: ignore[method-assign]
    reader.feed(str(markup.picture(b"\x89PNG", word)))
    reader.close()
    shown = markup._UNSHOWABLE.sub("\ufffd", word)
    assert tags == [("img", {"class": "sheet", "src": "data:image/png;base64,iVBORw==", "alt": shown})]

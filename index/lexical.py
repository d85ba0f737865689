"""The lexical index: BM25 over folded syllables, their pairs, numbers and document codes of passages.

A passage is searched together with the headings over it and the head of its document, in one field: a word that stands
in both is one word of BM25, and rare only if few passages and few documents have it. In fields of their own, weighed
and added, the same words find the right passage first for .70 of 714 questions on the sample documents, in one for .85.

A cache of the store, kept by tantivy, whose BM25 has k1 = 1.2 and b = 0.75 built in; what can be tuned are the weights
of the fields. All words are cut here, so tantivy only splits at spaces; a question and a passage go through the same
functions, and whatever changes them must raise `TERMS_FORMAT`. A word counts once a passage: by its better field of
the two readings, with a share of the other, lest clean documents count double.

Broken scans and hurried typing lose diacritics and spaces, so words are matched folded; what survives scanning best,
numbers and codes, is also matched whole: "2243/QD-UBND", "2243 / QĐ – UBND" and "76/NQ-
CP" each give one term.
"""

import importlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Self

from ingest.documents import Metadata, Passage
from ingest.errors import StoreDamaged
from ingest.language.fold import fold
from ingest.language.normalise import nfc, one_tone_place, plain_width

# Weights of the fields; "reading" is the measure. On the 96 answerable development questions (words alone) hit@1 and
# hit@5 are 0.57 and 0.79 with these; around them they are flat, within the noise of so few questions.
READING_WEIGHT = 1.0
RAW_WEIGHT = 0.4  # the scanned text: right where repair went wrong, noise elsewhere; 0.8: 0.55, 1.0: 0.50 hit@1
PAIR_SHARE = 0.7  # of a syllable's weight: two syllables in a row are mostly one word; without them hit@5 is 0.75
MARKED_WEIGHT = 0.5  # the syllable with its diacritics; tells "hướng" from "hương"; without it hit@5 is 0.76
WHOLE_WEIGHT = 1.5  # codes, dates, figures with their sign
HEAD_LINES = 5  # the two lines of the letterhead, kind and title; more is the document's text
OTHER_READING_SHARE = 0.2  # of the weaker of raw and repaired reading of one word
ALSO_WEIGHT = 0.5  # words of another wording of the question
MAX_QUESTION_TERMS = 128  # a question of a page would ask every posting list; the first words say what is asked
TIE_ROOM = 64  # hits fetched past k, so that equal scores at the cut are put in order by id
WRITER_HEAP_BYTES = 32_000_000
_TEXT_FIELDS = ("raw", "raw_pairs", "reading", "reading_pairs", "marked", "whole")
TERMS_FORMAT = "terms.v2"
LEXICAL_FORMAT = f"lexical.v2 {TERMS_FORMAT}"
# Letters and digits apart: "sa2243" is "sa" (a broken "số") and 2243, "45a" is article 45 and its letter.
_WORD = re.compile(r"[^\W\d_]+|\d+")
# 2243/QĐ-UBND, 15/2021/NĐ-CP, 45-NQ/TW, 03/CT- UBND: a number, perhaps a year, then letters joined by / or -.
_SEPARATOR = r"\s{0,2}[/\-–—]\s{0,2}"
_CODE = re.compile(
    rf"(?<!\d)(\d{{1,5}}){_SEPARATOR}(?:(\d{{4}}){_SEPARATOR})?([a-z]{{1,8}}(?:{_SEPARATOR}[a-z]{{1,8}}){{0,3}}(?:\d{{1,2}})?)(?![a-z\d])"
)
_SEPARATORS = re.compile(r"[\s/\-–—]+")
# 10/9/2021, 10-9-2021, 10.9.2021, "ngày 10 tháng 9 năm 2021".
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?(?:[/.\-]|thang)\s?(\d{1,2})\s?(?:[/.\-]|nam)\s?(\d{4})(?!\d)")
# 98,5% and 1.234: a figure with its inner signs; "80 %" and "80 phần trăm" are 80%.
_FIGURE = re.compile(r"(?<!\d)(\d{1,3}(?:[.,]\d{1,3})+|\d+)(\s{0,2}%|\s+phan\s+tram)?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalQuery:
    """A question for the lexical index.

    `text` is the question with its diacritics restored; `folded` a folded form of it where that is more than
    `fold(text)`, such as the question as it was typed; `also` other wordings (an abbreviation written out).
    """

    text: str
    folded: str = ""
    also: tuple[str, ...] = ()


class LexicalIndex:
    """An opened generation of the lexical index, or one in memory.

    Raises:
        StoreDamaged: a file of it is not as it was written, whenever that is met.
    """

    def __init__(self, index: Any) -> None:
        self._query: Any = importlib.import_module("tantivy").Query
        self._index = index
        with _border():
            index.config_reader(reload_policy="manual")  # a generation never changes: no thread need watch it
            index.reload()
            self._schema: Any = index.schema
            self._searcher: Any = index.searcher()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The index of a generation's folder."""
        with _border():
            return cls(importlib.import_module("tantivy").Index.open(str(folder)))

    @classmethod
    def of(cls, passages: Iterable[Passage], heads: Mapping[str, str]) -> Self:
        """An index of the passages in memory alone; `heads` are by source, as `document_head` gives them."""
        index = importlib.import_module("tantivy").Index(_schema())
        _change(index, (), passages, heads)
        return cls(index)

    @property
    def passage_count(self) -> int:
        """How many passages it holds."""
        return int(self._searcher.num_docs)

    def ids(self) -> set[str]:
        """The ids of all passages in it."""
        with _border():
            hits = self._searcher.search(self._query.all_query(), limit=max(1, self.passage_count), count=False).hits
            return {self._id(address) for _, address in hits}

    def search(
        self, query: LexicalQuery | str, k: int, sources: Iterable[str] | None = None
    ) -> list[tuple[str, float]]:
        """Up to `k` passage ids with their BM25 scores, best first, equal scores by id.

        `sources` None asks all documents; an empty one none.
        """
        asked = LexicalQuery(text=query) if isinstance(query, str) else query
        clauses = self._clauses(asked)
        if not clauses or k < 1:
            return []
        search = self._query.boolean_query(clauses)
        if sources is not None:
            within = self._query.term_set_query(self._schema, "source", sorted(set(sources)))
            must = self._occur("Must")
            search = self._query.boolean_query([(must, self._query.const_score_query(within, 0.0)), (must, search)])
        with _border():
            hits = self._searcher.search(search, limit=k + TIE_ROOM, count=False).hits
            scored = [(self._id(address), float(score)) for score, address in hits]
        return sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:k]

    def _clauses(self, query: LexicalQuery) -> list[tuple[Any, Any]]:
        weights: dict[tuple[str, str], float] = {}
        for wording, weight in [
            (query.text, 1.0),
            (query.folded, 1.0),
            *((words, ALSO_WEIGHT) for words in query.also),
        ]:
            for field, words in _words(wording, wording).items():
                for word in unique(words)[:MAX_QUESTION_TERMS]:
                    weights.setdefault((field, word), weight)
        should = self._occur("Should")
        return [(should, self._term(field, word, weight)) for (field, word), weight in weights.items()]

    def _term(self, field: str, word: str, weight: float) -> Any:
        """The query for one word of the question, in all fields where it can stand."""
        match field:
            case "syllables":
                parts = [("reading", READING_WEIGHT), ("raw", RAW_WEIGHT)]
            case "pairs":
                parts = [("reading_pairs", READING_WEIGHT * PAIR_SHARE), ("raw_pairs", RAW_WEIGHT * PAIR_SHARE)]
            case "marked":
                return self._weighted("marked", word, MARKED_WEIGHT * weight)
            case _:
                return self._weighted("whole", word, WHOLE_WEIGHT * weight)
        readings = [self._weighted(name, word, share * weight) for name, share in parts]
        return self._query.disjunction_max_query(readings, tie_breaker=OTHER_READING_SHARE)

    def _weighted(self, field: str, word: str, weight: float) -> Any:
        return self._query.boost_query(self._query.term_query(self._schema, field, word, "freq"), weight)

    def _occur(self, name: str) -> Any:
        return getattr(importlib.import_module("tantivy").Occur, name)

    def _id(self, address: Any) -> str:
        return str(self._searcher.doc(address).get_first("id"))


@contextmanager
def _border() -> Iterator[None]:
    """Where tantivy is called on files that may be damaged: what it raises, a panic of Rust too, has one name."""
    try:
        yield
    except BaseException as error:
        is_panic = type(error).__name__ == "PanicException"  # pyo3 derives it from BaseException, out of all reach
        if not is_panic and not isinstance(error, ValueError | OSError | RuntimeError):
            raise
        raise StoreDamaged(
            f"Chỉ mục từ vựng không đọc được ({type(error).__name__}). "
            "Chạy parc-search repair-store để dựng lại chỉ mục từ kho."
        ) from error


def write(folder: Path, passages: Iterable[Passage], heads: Mapping[str, str]) -> None:
    """Fills an empty folder with an index of the passages; `heads` are by source, as `document_head` gives them."""
    index = importlib.import_module("tantivy").Index(_schema(), path=str(folder))
    _change(index, (), passages, heads)


def rewrite(
    before: Path, folder: Path, stale: Sequence[str], passages: Iterable[Passage], heads: Mapping[str, str]
) -> None:
    """Fills an empty folder with the index `before`, less the `stale` sources, and with the passages.

    Files of an index are never changed once written, only replaced: so they are linked, not copied.
    """
    for path in before.iterdir():
        if path.suffix != ".lock":
            try:
                os.link(path, folder / path.name)
            except OSError:  # a file system without links
                shutil.copy2(path, folder / path.name)
    with _border():
        _change(importlib.import_module("tantivy").Index.open(str(folder)), stale, passages, heads)


def document_head(text: str, metadata: Metadata) -> str:
    """What is searched of a document with each of its passages: its first lines, and what it says of itself."""
    lines = (line for line in text.splitlines() if line.strip())
    years = [str(year) for year in metadata.years or ()]
    own = [metadata.title, metadata.kind, metadata.number, metadata.issuer, *metadata.place, *years]
    return "\n".join([*islice(lines, HEAD_LINES), *(part for part in own if part)])


def syllables(text: str) -> list[str]:
    """The folded syllables and numbers of a text, in order; 07 is 7."""
    return [word.lstrip("0") or "0" if word[0] == "0" else word for word in _WORD.findall(fold(text))]


def pairs(words: list[str]) -> list[str]:
    """Each two neighbours as one term: "cai cach hanh chinh" gives "cai_cach", "cach_hanh", "hanh_chinh"."""
    return [f"{first}_{second}" for first, second in pairwise(words)]


def marked_syllables(text: str) -> list[str]:
    """The syllables that have a diacritic or đ, with it, in one written form: "hướng" and "hương" stay apart."""
    words = _WORD.findall(one_tone_place(nfc(plain_width(text)).lower()))
    return [word for word in words if fold(word) != word]


def whole_terms(text: str) -> list[str]:
    """Document codes, dates and figures that are more than bare digits, each as one term."""
    folded = fold(text)
    return [*_codes(folded), *_dates(folded), *_figures(folded)]


def unique(words: Iterable[str]) -> list[str]:
    """The words without repetition, in the order in which they first stand."""
    return list(dict.fromkeys(words))


def _change(index: Any, stale: Sequence[str], passages: Iterable[Passage], heads: Mapping[str, str]) -> None:
    document = importlib.import_module("tantivy").Document
    writer = index.writer(heap_size=WRITER_HEAP_BYTES, num_threads=1)
    for source in stale:
        writer.delete_documents_by_term("source", source)
    for passage in passages:
        fields = {name: " ".join(words) for name, words in _passage_words(passage, heads[passage.source]).items()}
        writer.add_document(document(id=passage.id, source=passage.source, **fields))
    writer.commit()
    writer.wait_merging_threads()


def _passage_words(passage: Passage, head: str) -> dict[str, list[str]]:
    """The words of each text field of a passage, those of its headings and of its document's head behind its own."""
    around = [syllables(text) for text in (*passage.path, *head.splitlines())]
    raw, reading = ([syllables(text), *around] for text in (passage.text, passage.reading))
    return {
        "raw": [word for words in raw for word in words],
        "raw_pairs": [pair for words in raw for pair in pairs(words)],
        "reading": [word for words in reading for word in words],
        "reading_pairs": [pair for words in reading for pair in pairs(words)],
        "marked": marked_syllables(passage.reading),
        "whole": unique([*whole_terms(passage.text), *whole_terms(passage.reading), *whole_terms(head)]),
    }


def _words(marked: str, folded: str) -> dict[str, list[str]]:
    """The words of a question, by the kind of field they are looked for in."""
    words = syllables(folded)
    return {
        "syllables": words,
        "pairs": pairs(words),
        "marked": marked_syllables(marked),
        "whole": whole_terms(folded),
    }


def _schema() -> Any:
    builder = importlib.import_module("tantivy").SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("source", stored=False, tokenizer_name="raw", index_option="basic")
    for name in _TEXT_FIELDS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _codes(folded: str) -> list[str]:
    """The codes in one form, "/" between all parts; one without any "/" in the text is a range or a dash."""
    found = []
    for match in _CODE.finditer(folded):
        number, year, letters = match.groups()
        if "/" in match.group():
            parts = [str(int(number)), *([year] if year else []), *_SEPARATORS.split(letters)]
            found.append("/".join(parts))
    return found


def _dates(folded: str) -> list[str]:
    return [f"{year}-{int(month):02}-{int(day):02}" for day, month, year in _DATE.findall(folded)]


def _figures(folded: str) -> list[str]:
    found = []
    for figure, percent in _FIGURE.findall(folded):
        plain = figure.replace(".", ",")
        if percent:
            found.append(f"{plain}%")
        if plain != figure or "," in figure:
            found.append(plain)
    return found

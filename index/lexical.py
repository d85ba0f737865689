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

tantivy's word statistics are of all passages. A reader who may not see all of them is scored by `index.visible_scores`
with the statistics of those that he may see, for which the lengths of the documents are kept beside the index.
"""

import importlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Self

from index.lengths import LENGTHS_FILE, Lengths, read_lengths, write_lengths
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
# Where a word of each kind is looked for, and what it weighs there.
FIELDS_OF: Mapping[str, tuple[tuple[str, float], ...]] = {
    "syllables": (("reading", READING_WEIGHT), ("raw", RAW_WEIGHT)),
    "pairs": (("reading_pairs", READING_WEIGHT * PAIR_SHARE), ("raw_pairs", RAW_WEIGHT * PAIR_SHARE)),
    "marked": (("marked", MARKED_WEIGHT),),
    "whole": (("whole", WHOLE_WEIGHT),),
}
TERMS_FORMAT = "terms.v2"
LEXICAL_FORMAT = f"lexical.v3 {TERMS_FORMAT}"
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

    def __init__(self, index: Any, lengths: Mapping[str, Lengths]) -> None:
        """`lengths` has every document of the index."""
        self._query: Any = importlib.import_module("tantivy").Query
        self._index = index
        self.lengths = lengths
        with _border():
            index.config_reader(reload_policy="manual")  # a generation never changes: no thread need watch it
            index.reload()
            self._schema: Any = index.schema
            self._searcher: Any = index.searcher()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The index of a generation's folder."""
        with _border():
            return cls(importlib.import_module("tantivy").Index.open(str(folder)), read_lengths(folder))

    @classmethod
    def of(cls, passages: Iterable[Passage], heads: Mapping[str, str]) -> Self:
        """An index of the passages in memory alone; `heads` are by source, as `document_head` gives them."""
        index = importlib.import_module("tantivy").Index(_schema())
        return cls(index, _change(index, (), passages, heads))

    @property
    def passage_count(self) -> int:
        """How many passages it holds."""
        return int(self._searcher.num_docs)

    def ids(self) -> set[str]:
        """The ids of all passages in it."""
        with _border():
            hits = self._searcher.search(self._query.all_query(), limit=max(1, self.passage_count), count=False).hits
            return {str(self._searcher.doc(address).get_first("id")) for _, address in hits}

    def search(
        self, query: LexicalQuery | str, k: int, sources: Iterable[str] | None = None
    ) -> list[tuple[str, float]]:
        """Up to `k` passage ids with their BM25 scores, best first, equal scores by id.

        `sources` None asks all documents; an empty one none.
        """
        search = self.query_of(weights(query))
        if search is None or k < 1:
            return []
        if sources is not None:
            search = self.narrowed(search, sources)
        return sorted(self.hits(search, k + TIE_ROOM), key=lambda hit: (-hit[1], hit[0]))[:k]

    def query_of(
        self, weighed: Mapping[tuple[str, str], float], factor: Callable[[str, str], float] = lambda field, word: 1.0
    ) -> Any | None:
        """tantivy's query for the words of a question; None without any that counts.

        `factor` of a field and a word is laid over what the word weighs there; 0 leaves it out.
        """
        clauses = []
        for (kind, word), weight in weighed.items():
            readings = [
                self._weighted(field, word, share * weight * by)
                for field, share in FIELDS_OF[kind]
                if (by := factor(field, word))
            ]
            if readings:
                clauses.append((self._occur("Should"), self._better(readings)))
        return self._query.boolean_query(clauses) if clauses else None

    def narrowed(self, search: Any, sources: Iterable[str], *, is_without: bool = False) -> Any:
        """tantivy's query for the same passages of these documents alone, or of all but these; scores stay."""
        named = self._query.term_set_query(self._schema, "source", sorted(set(sources)))
        within = (self._occur("MustNot"), named)
        if not is_without:
            within = (self._occur("Must"), self._query.const_score_query(named, 0.0))
        return self._query.boolean_query([within, (self._occur("Must"), search)])

    def hits(self, search: Any, limit: int) -> list[tuple[str, float]]:
        """The ids and scores of the passages that a query of tantivy finds, best first."""
        with _border():
            found = self._searcher.search(search, limit=limit, count=False).hits
            return [(str(self._searcher.doc(address).get_first("id")), float(score)) for score, address in found]

    def word(self, field: str, word: str) -> Any:
        """tantivy's query for a word in a field."""
        return self._query.term_query(self._schema, field, word, "freq")

    def count(self, search: Any) -> int:
        """How many passages a query of tantivy finds."""
        with _border():
            return int(self._searcher.search(search, limit=1, count=True).count)

    def statistics(self, field: str, word: str) -> tuple[int, int, float] | None:
        """How many passages tantivy scores the word of a field by, in how many it stands, and their mean length.

        They include removed passages that are not merged away. None for a word of no passage.
        """
        search = self.word(field, word)
        with _border():
            found = self._searcher.search(search, limit=1, count=False).hits
            if not found:
                return None
            told = {
                str(part["description"]).partition(",")[0]: float(part["value"])
                for of in json.loads(search.explain(self._searcher, found[0][1]).to_json())["details"]
                for part in of.get("details", ())
            }
            return int(told["N"]), int(told["n"]), told["avgdl"]

    def _better(self, readings: Sequence[Any]) -> Any:
        if len(readings) == 1:
            return readings[0]
        return self._query.disjunction_max_query(list(readings), tie_breaker=OTHER_READING_SHARE)

    def _weighted(self, field: str, word: str, weight: float) -> Any:
        return self._query.boost_query(self.word(field, word), weight)

    def _occur(self, name: str) -> Any:
        return getattr(importlib.import_module("tantivy").Occur, name)


def weights(query: LexicalQuery | str) -> dict[tuple[str, str], float]:
    """The words of a question by kind, each with what it weighs."""
    asked = LexicalQuery(text=query) if isinstance(query, str) else query
    wordings = [(asked.text, 1.0), (asked.folded, 1.0), *((words, ALSO_WEIGHT) for words in asked.also)]
    found: dict[tuple[str, str], float] = {}
    for wording, weight in wordings:
        for kind, words in _words(wording, wording).items():
            for word in unique(words)[:MAX_QUESTION_TERMS]:
                found.setdefault((kind, word), weight)
    return found


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
    write_lengths(folder, _change(index, (), passages, heads))


def rewrite(
    before: Path, folder: Path, stale: Sequence[str], passages: Iterable[Passage], heads: Mapping[str, str]
) -> None:
    """Fills an empty folder with the index `before`, less the `stale` sources, and with the passages.

    Files of an index are never changed once written, only replaced: so they are linked, not copied.
    """
    for path in before.iterdir():
        if path.suffix != ".lock" and path.name != LENGTHS_FILE:
            try:
                os.link(path, folder / path.name)
            except OSError:  # a file system without links
                shutil.copy2(path, folder / path.name)
    kept = {source: own for source, own in read_lengths(before).items() if source not in set(stale)}
    with _border():
        added = _change(importlib.import_module("tantivy").Index.open(str(folder)), stale, passages, heads)
    write_lengths(folder, {**kept, **added})


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


def passage_words(passage: Passage, head: str) -> dict[str, list[str]]:
    """The words of each text field of a passage, those of its headings and of its document's head behind its own."""
    around = [syllables(text) for text in (*passage.path, *head.splitlines())]
    raw = [syllables(passage.text), *around]
    reading = raw if passage.reading == passage.text else [syllables(passage.reading), *around]
    wholes = [whole_terms(text) for text in unique([passage.text, passage.reading, head])]
    fields = {"marked": marked_syllables(passage.reading), "whole": unique(word for own in wholes for word in own)}
    for name, parts in (("raw", raw), ("reading", reading)):
        fields[name] = [word for words in parts for word in words]
        fields[f"{name}_pairs"] = [pair for words in parts for pair in pairs(words)]
    return fields


def _change(
    index: Any, stale: Sequence[str], passages: Iterable[Passage], heads: Mapping[str, str]
) -> dict[str, Lengths]:
    """Changes an index, and returns how long the documents are that came in."""
    document = importlib.import_module("tantivy").Document
    writer = index.writer(heap_size=WRITER_HEAP_BYTES, num_threads=1)
    for source in stale:
        writer.delete_documents_by_term("source", source)
    counts: dict[str, Counter[str]] = {}
    for passage in passages:
        words = passage_words(passage, heads[passage.source])
        own = counts.setdefault(passage.source, Counter())
        own.update({"": 1, **{name: len(words[name]) for name in _TEXT_FIELDS}})
        fields = {name: " ".join(words[name]) for name in _TEXT_FIELDS}
        writer.add_document(document(id=passage.id, source=passage.source, **fields))
    writer.commit()
    writer.wait_merging_threads()
    return {
        source: Lengths(passages=own[""], words={name: own[name] for name in _TEXT_FIELDS})
        for source, own in counts.items()
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

"""A question as the rest of the package sees it: what is asked, about which place and years, and of what kind.

Nothing in a question is an order. Its words choose passages and a kind of answer; a sentence that gives orders to the
machine ("bỏ qua mọi hướng dẫn …") is noticed and left out, and if nothing else is asked the answer is a refusal.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from ingest.errors import BadQuestion
from ingest.file_names import is_text
from ingest.language.fold import Folded, fold, fold_with_map
from ingest.language.normalise import typed
from ingest.language.syllables import is_syllable
from ingest.language.word_cut import placed_words
from ingest.repair import RepairedText, Repairer
from parc_search import messages
from parc_search.question.asked.focus import focus_of
from parc_search.question.asked.kind_model import kind_chances
from parc_search.question.asked.kinds import asking_spans, kinds_of, role_of
from parc_search.question.attributes import asked_attribute
from parc_search.question.catalogue import Catalogue, CatalogueEntry
from parc_search.question.language import (
    ASKING_WORDS,
    FOLDED_FUNCTION_WORDS,
    FUNCTION_WORDS,
    gives_orders,
    is_english,
    is_of_other_things,
    reply_to_talk,
    to_vietnamese_terms,
    without_orders,
    written_out,
)
from parc_search.question.named_documents import NamedDocument, named_documents
from parc_search.question.query import ComparisonSide, Query
from parc_search.question.years import EXACT, HELD, YearMention, year_fit, years_in
from parc_search.results import Scope
from parc_search.text.terms import expand_abbreviations, terms

# Bare key words with a year mostly look for its figure.
BARE_KINDS = ("target", "passage")
GAP = ""
_SHORT_NAME = re.compile(r"[A-Z]{2,}(?:[-&][A-Z]+)*")
_TOKEN = re.compile(r"[|]+|\d+(?:[.,/]\d+)*%?|[^\W\d_]+(?:&[^\W\d_]+)*")
_WORD = re.compile(r"[^\W_]")
_FEWEST_SIDES = 2
_MOST_UNMARKED = 0.4
# What names a document by its place and years ("theo phụ lục kế hoạch CCHC năm …") says where to look, not for what.
_NAMING_PLAN = re.compile(
    r"(?:\b(?:trong|theo|tai|o|cua|va)\s+)*(?:phu luc\s+)?(?:ke hoach|bao cao)\s+(?:cchc\s+|cai cach hanh chinh\s+)?"
    r"(?:(?:giai doan|nam|cua|tinh|phuong|thanh pho)\s+)*$"
)
# "Phải ra kế hoạch CCHC năm 2024 trước ngày nào": here the plan is what is asked about.
_MAKING = re.compile(
    r"\b(?:ra|ban hanh|xay dung|lap|soan|trinh|nop|sua|sua doi|bo sung|dieu chinh|chinh|phe duyet)\s*$"
)
# "Kế hoạch CCHC năm 2024 của từng sở": none of the documents, but what many are to make.
_OF_MANY = re.compile(
    r"^[\d\s–-]+(?:cua |tai |o )?(?:tung|cac|moi|nhung) (?:so|nganh|don vi|co quan|huyen|dia phuong|xa)\b"
)
# "giai đoạn 2021-2025", "trong năm 2022": the words before a year belong to it.
_BEFORE_YEARS = re.compile(
    r"(?:\b(?:trong|tu|vao|cho|cua|suot|ca)\s+)?\b(?:giai doan|thoi ky|nam)\s+(?:tu\s+|tu nam\s+)?$"
)
_FEWEST_CONTENT_TERMS = 2
# Before a document's number: what is asked stands in it. A question that opens with it is about it.
_LOOK_IN = re.compile(
    r"(?:^|\b(?:theo|trong|tai|o|neu tai|under|in|according to|(?:dieu|article) \d{1,3}[a-z]?,?)\s)"
    r"(?:\s*(?:noi dung|phu luc \w+|the|cua|of))*\s*$"
)
# "bên nào đòi mức … cao hơn": the sides are known, their figures are asked for.
_MORE_OR_LESS = re.compile(r"\b(?:cao|thap|nhieu|it|lon|nho|som|muon|nhanh|cham) hon\b")
_CONTRAST = re.compile(
    r"\bso voi\b(?! (?:cung ky|nam truoc))|, con\b|\bcon (?:toi|den|nam|thi)\b|"
    r"\bkhac nhau\b|\bgiong nhau\b|\btang hay giam\b"
    # "năm 2019 đứng hạng mấy và kế hoạch 2021-2025 muốn vào nhóm nào": two questions of two years.
    r"|\b(?:19|20)\d\d\b[^?]*\b(?:may|nao|bao nhieu|gi)\b[^?]*(?:,|\bva\b|\bcon\b)[^?]*\b(?:19|20)\d\d\b[^?]*"
    r"\b(?:may|nao|bao nhieu|gi)\b"
)


def understand(
    question: str,
    catalogue: Catalogue,
    repairer: Repairer,
    *,
    max_chars: int,
    sources: Iterable[str] = (),
    knows: Callable[[str], bool] = lambda term: False,
) -> Query:
    """The question understood against the documents that are there; `knows` says whether they have a folded term.

    Raises:
        BadQuestion: nothing is asked, no letter or digit stands in it, or it is longer than `max_chars`.
    """
    clean = _checked(question, max_chars=max_chars)
    asked = without_orders(clean)
    english = asked if is_english(asked) else None
    asked = asked if english else written_out(asked)
    named_places = catalogue.places_in(asked)
    restored = to_vietnamese_terms(asked) if english else _restored(asked, repairer, knows, named_places)
    reading = expand_abbreviations(typed(restored))
    places = named_places or catalogue.places_in(reading)
    chosen = catalogue.narrowest(dict.fromkeys(place for place, _, _ in places))
    named = named_documents(asked, catalogue, chosen)
    told = tuple(sources) or _told_to_look_in(named, asked)
    entries = _in_scope(catalogue, chosen, tuple(sources))
    mentions = years_in(asked)
    fits = tuple(
        (entry.source, tuple(year_fit(mention, entry.metadata.years) for mention in mentions)) for entry in entries
    )
    kinds = kinds_of(asked if english else reading)
    if kinds == ("passage",):
        kinds = kinds_of(asked)
    if kinds == ("passage",) and mentions:
        kinds = BARE_KINDS
    compared = _sides(entries, chosen, mentions, asked_to_compare="compare" in kinds or _contrasts(asked))
    if "compare" in kinds:
        kinds = kinds_of(asked if english else reading, without="compare")
        # "khác nhau ra sao" asks how things differ, not how something is done.
        unasked = {"procedure", "passage"} | ({"agency", "list"} if _MORE_OR_LESS.search(fold(reading)) else set())
        kinds = tuple(kind for kind in kinds if kind not in unasked) or ("target", "passage")
    if compared:
        kinds = ("compare", *kinds)
    content, subject = _content(reading, catalogue)
    foreign = (*catalogue.foreign_places_in(reading), *catalogue.local_places_in(asked))
    attribute = asked_attribute(
        asked, catalogue, named=named, places=chosen, mentions=mentions, is_foreign=bool(foreign)
    )
    return Query(
        question=question,
        reading=reading,
        text=_searched(reading, english),
        kinds=kinds,
        role=role_of(reading),
        content=content,
        subject=subject,
        scope=Scope(place=chosen, years=_years(mentions), sources=tuple(sources)),
        sources=told or (tuple(entry.source for entry in entries) if chosen else ()),
        mentions=mentions,
        fits=fits,
        foreign_places=foreign,
        compared=compared,
        is_english=english is not None,
        is_order_only=not _WORD.search(asked) or gives_orders(asked),
        is_of_other_things=english is not None and is_of_other_things(asked),
        english=english,
        reply=reply_to_talk(clean),
        attribute=attribute,
        named=named,
        chances=kind_chances(asked),
        focus=focus_of(fold(f"{reading} {english or ''}"), content),
    )


def _told_to_look_in(named: Sequence[NamedDocument], question: str) -> tuple[str, ...]:
    """The documents of the store in which the question says to look: "theo Quyết định …", or that open it."""
    folded = fold(question)
    if not named or not all(one.sources and _LOOK_IN.search(folded[: one.start]) for one in named):
        return ()
    return tuple(dict.fromkeys(source for one in named for source in one.sources))


def _restored(
    question: str, repairer: Repairer, knows: Callable[[str], bool], places: Sequence[tuple[str, int, int]]
) -> str:
    """The question with diacritics and slips mended; a word like "iso" that documents have stays, and so do places."""
    mended = repairer.repair_question(question)
    folded = fold_with_map(question)
    of_places = [folded.to_source(start, end) for _, start, end in places]
    shouts = question.upper() == question
    is_marked = _is_marked(question)
    kept = tuple(
        edit
        for edit in mended.edits
        if not (is_short_name(edit.was) and not shouts)
        and not _is_well_written(edit.was.strip(), is_marked=is_marked)
        and (fold(edit.was) == fold(edit.now) or not any(a < edit.end and edit.start < b for a, b in of_places))
        and not (fold(edit.was) != fold(edit.now) and fold(edit.was.strip()) in FOLDED_FUNCTION_WORDS)
        and (
            fold(edit.was) == fold(edit.now)
            or is_syllable(fold(edit.was.strip()))
            or is_syllable(edit.was.strip())
            or not knows(fold(edit.was.strip()))
        )
    )
    return RepairedText(mended.source, kept).text


def _is_well_written(word: str, *, is_marked: bool) -> bool:
    """Whether a word may be spelled so and has its marks: whoever types marks means them ("chuyện", "mấy", "vậy").

    In a question with marks throughout, a word without any has none ("so với", "xoay quanh").
    """
    return word.isalpha() and is_syllable(word) and (is_marked or not word.isascii())


def _is_marked(question: str) -> bool:
    """Whether a question is typed with its marks throughout: about a quarter of Vietnamese words have none."""
    found: list[str] = [word for word in re.findall(r"[^\W\d_]+", question) if not is_short_name(word)]
    return sum(word.isascii() for word in found) < _MOST_UNMARKED * len(found)


def is_short_name(word: str) -> bool:
    """Whether a word is written like "SIPAS" or "DTI": a name that no slip of the pen makes."""
    return _SHORT_NAME.fullmatch(word.strip()) is not None


def _checked(question: str, *, max_chars: int) -> str:
    clean = typed(question)
    if not clean:
        raise BadQuestion(messages.QUESTION_EMPTY)
    if len(clean) > max_chars:
        raise BadQuestion(messages.QUESTION_TOO_LONG.format(chars=len(clean), limit=max_chars))
    if not is_text(clean):
        raise BadQuestion(messages.NOT_TEXT)
    if not _WORD.search(clean):
        raise BadQuestion(messages.QUESTION_WITHOUT_WORDS)
    return clean


def _in_scope(catalogue: Catalogue, places: tuple[str, ...], sources: tuple[str, ...]) -> tuple[CatalogueEntry, ...]:
    entries = catalogue.of_place(places)
    if sources:
        wanted = set(sources)
        entries = tuple(entry for entry in catalogue.entries if entry.source in wanted)
    return entries


def _years(mentions: tuple[YearMention, ...]) -> tuple[int, ...]:
    years = {year for mention in mentions for year in (mention.first, mention.last)}
    return tuple(sorted(years))


def _contrasts(question: str) -> bool:
    return bool(_CONTRAST.search(" ".join(fold(question).split())))


def _sides(
    entries: tuple[CatalogueEntry, ...],
    places: tuple[str, ...],
    mentions: tuple[YearMention, ...],
    *,
    asked_to_compare: bool,
) -> tuple[ComparisonSide, ...]:
    """The sides of a comparison: each document that is just of a year or place that the question sets beside others.

    A year inside a longer plan is a side of that plan, a year that no document covers one somewhere in the documents
    of the place; fewer than two sides are no comparison.
    """
    plain = tuple(mention for mention in mentions if not mention.is_horizon)
    found: list[ComparisonSide] = []
    for entry in entries:
        exact = tuple(m for m in mentions if year_fit(m, entry.metadata.years) == EXACT)
        if exact:
            found.append(ComparisonSide(sources=(entry.source,), mentions=exact))
    for place in places if len(places) > 1 else ():
        of_place = [entry for entry in entries if place in entry.metadata.place]
        if of_place and not any(entry.source in side.sources for entry in of_place for side in found):
            found.append(ComparisonSide(sources=tuple(entry.source for entry in of_place), mentions=()))
    for mention in plain if asked_to_compare or found else ():
        fits = {entry.source: year_fit(mention, entry.metadata.years) for entry in entries}
        holding = tuple(source for source, fit in fits.items() if fit == HELD)
        if asked_to_compare and not any(fits.values()):
            found.append(ComparisonSide(sources=tuple(fits), mentions=(mention,)))
        elif holding and len(plain) > 1 and EXACT not in fits.values():
            found.append(ComparisonSide(sources=holding, mentions=(mention,)))
    if len(found) < _FEWEST_SIDES or not (asked_to_compare or len(places) > 1 or len(plain) > 1):
        return ()
    return tuple(found)


def _content(reading: str, catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folded terms of the subject, each once, and all in order with a `GAP` for what was left out between them.

    Left out are ways of asking, places and the years of the scope.
    """
    folded = fold_with_map(reading)
    scope = [(start, end) for _, start, end in catalogue.places_in(reading)]
    scope += [(_with_its_noun(folded.text, mention.start), mention.end) for mention in years_in(reading)]
    named = [
        match.span()
        for start, _ in scope
        if (match := _NAMING_PLAN.search(folded.text[:start]))
        and not _MAKING.search(folded.text[: match.start()])
        and not _OF_MANY.search(folded.text[start:])
    ]
    for left_out in ([*scope, *named, *asking_spans(folded.text)], scope):
        content, subject = _left_over(reading, folded, left_out)
        if len(content) >= _FEWEST_CONTENT_TERMS:
            break
    return content, subject


def _with_its_noun(folded: str, start: int) -> int:
    """Where a year begins with the words before it: "trong giai đoạn 2021-2025"."""
    noun = _BEFORE_YEARS.search(folded[:start])
    return noun.start() if noun else start


def _left_over(
    reading: str, folded: Folded, left_out: Iterable[tuple[int, int]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    kept = list(reading)
    for start, end in left_out:
        first, last = folded.to_source(start, end)
        kept[first:last] = "|" * (last - first)
    subject: list[str] = []
    content: list[str] = []
    longer = _longer_words(reading)
    is_kept = False  # whether the word before says something
    for match in _TOKEN.finditer("".join(kept)):
        word = match.group()
        own = [term for term in terms(word) if len(term) > 1 or term.isdigit()]
        is_part = any(start <= match.start() < end for start, end in longer)
        # "chính quyền số", "nền tảng số": behind a noun "số" is no number.
        is_digital = word.lower() == "số" and is_kept
        is_name = word.istitle() and match.start() > 0 and not reading.istitle()  # "tiếng Anh", not "Anh cho hỏi"
        is_kept = bool(own) and (is_part or is_digital or is_name or word.lower() not in FUNCTION_WORDS)
        if not is_kept:
            subject.append(GAP)
        else:
            subject += own
            content += own
    return tuple(dict.fromkeys(content)), tuple(subject)


def _longer_words(reading: str) -> tuple[tuple[int, int], ...]:
    """Where words of several syllables stand that say something: "dân số", "theo dõi", not "bao nhiêu"."""
    return tuple(
        (start, end) for word, start, end in placed_words(reading) if " " in word and word.lower() not in ASKING_WORDS
    )


def _searched(reading: str, english: str | None) -> str:
    return reading if english is None else f"{reading} {english}"

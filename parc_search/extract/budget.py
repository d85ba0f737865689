"""How much money, or where it comes from, as the question asks; of a bare "kinh phí …" the amount where one is set."""

import re
from dataclasses import replace

from ingest.documents import Passage
from ingest.language.fold import fold
from parc_search.extract.figure_words import Scanned, held_share, words_of
from parc_search.extract.finding import Finding
from parc_search.extract.places import whole
from parc_search.extract.prose import MAX_WORDS, stretch
from parc_search.kinds import asks_amount, may_ask_amount
from parc_search.library import Library
from parc_search.match import Subject
from parc_search.query import Query
from parc_search.signs import Sign, sums_of_money

STRENGTH_MONEY = 0.8
# An amount whose own words hold nothing of what was asked is another one's.
_STRENGTH_BASE = 0.5
_CUT = re.compile(r"(?<=\d)[,;]\s+")  # "13.500, triệu đồng": the edge of a cell, or a speck
_SOURCE_OF_MONEY = re.compile(r"\b(?:kinh phi|ngan sach|nguon von|du toan)\b")


def extract(query: Query, passage: Passage, subject: Subject, library: Library) -> Finding | None:
    """An amount where one is asked for and stands there; else where the money comes from."""
    question = query.folded
    sums = sums_of_money(passage.reading)
    if sums and may_ask_amount(question):
        return _amount(sums, passage, subject, library)
    if asks_amount(question):
        return None
    about = fold(" ".join((*passage.path, passage.reading)))
    if not _SOURCE_OF_MONEY.search(about):
        return None
    found = stretch(passage, subject, kind="budget", max_words=MAX_WORDS)
    under = "kinh phi" in fold(" ".join(passage.path))
    return replace(found, strength=STRENGTH_MONEY) if found and under else found


def _amount(sums: tuple[Sign, ...], passage: Passage, subject: Subject, library: Library) -> Finding:
    """The sum whose own words hold most of the subject; a row of an annex has one for all its words."""
    scanned = Scanned(passage=passage, reading=library.reading(passage.source))

    def held(one: Sign) -> float:
        return held_share(words_of(one, sums, passage.reading), subject, scanned)

    best = max(sums, key=lambda one: (round(held(one), 3), -one.start))
    share = 1.0 if len(sums) == 1 else held(best)
    return Finding(
        value=_CUT.sub(" ", best.text),
        source=passage.source,
        spans=(whole(passage),),
        values=(best.text,),
        strength=STRENGTH_MONEY * (_STRENGTH_BASE + (1 - _STRENGTH_BASE) * min(1.0, share)),
        kind="budget",
    )

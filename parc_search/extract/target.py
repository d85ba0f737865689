"""How much, how many, which rank: the figure of the clause that fits the question best, with its comparison and unit.

The unit that the question asks for must stand with the figure: asked for a percentage, a bare number is no answer;
asked for money, neither is.
"""

import re

from ingest.documents import Passage
from ingest.vietnamese.fold import fold
from parc_search.extract.clauses import Clause, best_stretch, clauses, sentences, tidy
from parc_search.extract.finding import Finding
from parc_search.extract.places import whole
from parc_search.library import Library
from parc_search.match import Subject, share_of_terms
from parc_search.query import Query
from parc_search.signs import Sign, figures
from parc_search.terms import terms

MAX_WORDS = 45
STRENGTH_FIGURE = 0.9
STRENGTH_CLAUSE = 0.7
# A figure's subject stands mostly within so many characters before it, or after it for "100% cơ quan …".
_WINDOW_BEFORE = 130
_WINDOW_AFTER = 90
_PERIOD = re.compile(
    r"giai doan\s+(?:19|20)\s?\d\s?\d\s*[-–—]\s*(?:19|20)\s?\d\s?\d(?:,? dinh huong den nam (?:19|20)\s?\d\s?\d)?"
)
_SEVERAL = re.compile(
    r"\blan luot\b|\bva (?:bao nhieu|may)\b|\btung (?:cap|nam)\b|\band how (?:many|much)\b|\bmoi cap\b|"
    r"\b(?:cac|nhung) ty le\b"
)
_PERCENT_ASKED = re.compile(r"phan tram|%|percent|\bty le\b|\bproportion\b|\bshare\b")
_RANK_ASKED = re.compile(
    r"\bthu may\b|\bthu hang\b|\bxep thu\b|\bhang may\b|\brank|\bdung thu\b|\bnhom nao\b|\bvi thu\b|"
    r"\bvi tri (?:thu )?(?:may|nao)\b"
)
_PERIOD_ASKED = re.compile(r"\bgiai doan nao\b|\bnhung nam nao\b|\bwhich period\b")
_COUNTED = re.compile(r"\b(?:bao nhieu|may|how many) (?!phan tram|%)(\w+)(?: (\w+))?")


def extract(query: Query, passage: Passage, subject: Subject, library: Library) -> Finding | None:
    """The figure asked for; None where the passage has none of the kind."""
    question = fold(f"{query.reading} {query.english or ''}")
    if _PERIOD_ASKED.search(question):
        return _period(passage, subject)
    found = [sign for sign in figures(passage.reading) if fits_question(sign, question, passage.reading)]
    if not found:
        return None
    text = passage.reading
    ranked = sorted(found, key=lambda sign: (-_fit(sign, text, subject, query), sign.start))
    best = ranked[0]
    several = bool(_SEVERAL.search(question))
    chosen = [best]
    if several:
        home = next(
            (part for part in sentences(text) if part.start <= best.start < part.end), Clause(text, 0, len(text))
        )
        chosen = [sign for sign in found if home.start <= sign.start < home.end]
    value = ", ".join(tidy(_extended(sign, text)) for sign in chosen)
    if len(value.split()) > MAX_WORDS:
        value = tidy(value, max_words=MAX_WORDS)
    return Finding(
        value=value,
        source=passage.source,
        spans=(whole(passage),),
        values=tuple(sign.text for sign in chosen),
        strength=STRENGTH_FIGURE,
        kind="target",
    )


def fits_question(sign: Sign, question: str, text: str) -> bool:
    """Whether a figure has the unit that the folded question asks for; dates and document numbers never fit."""
    folded = fold(sign.text)
    around = fold(text[max(0, sign.start - 12) : sign.end + 12])
    if re.search(r"\d\s*/\s*\d{1,2}\s*/\s*\d{4}|\d\s*/\s*(?:nq|nd|qd|kh|ct|bc)|-\s*(?:nq|nd|cp)\b", around):
        return False
    bare = re.fullmatch(r"(?:\w+ )*?(?:19|20)\d\d", folded)
    if bare or re.search(r"\bnam\s*$", fold(text[max(0, sign.start - 6) : sign.start])):
        return False
    percent = "%" in folded or "phan tram" in folded
    if _PERCENT_ASKED.search(question):
        return percent
    if _RANK_ASKED.search(question):
        return bool(re.search(r"\bnhom\b|\bthu\b|\bbac\b|\bhang\b|\bxep\b|dia phuong", folded)) and not percent
    if re.search(r"\bbao nhieu (?:tien|kinh phi|ty|trieu)|\bmay (?:ty|trieu)\b", question):
        return bool(re.search(r"\b(?:ty|trieu|dong)\b", folded))
    counted = _COUNTED.search(question)
    if counted and counted.group(1) not in ("nguoi",):
        if percent:
            return False
        unit = counted.group(1)
        return (
            unit in fold(text[sign.start : sign.end + 40]).split()
            or "/" in folded
            or unit in fold(text[max(0, sign.start - 40) : sign.start])
        )
    return True


def _fit(sign: Sign, text: str, subject: Subject, query: Query) -> float:
    """How much of the subject stands around the figure, and whether a year of the question follows it."""
    home = next((part for part in clauses(text) if part.start <= sign.start < part.end), Clause(text, 0, len(text)))
    before = text[max(0, sign.start - _WINDOW_BEFORE) : sign.start]
    after = text[sign.end : sign.end + _WINDOW_AFTER]
    fit = share_of_terms(subject, terms(home.text)) + share_of_terms(subject, terms(f"{before} {after}"))
    close = fold(text[sign.end : sign.end + 16])
    far_before = fold(text[max(0, sign.start - 40) : sign.start])
    for mention in query.mentions:
        if str(mention.last) in close:
            fit += 0.5
        elif str(mention.last) in far_before:
            fit += 0.3
    return fit


def _extended(sign: Sign, text: str) -> str:
    """The figure with the words that its rank needs: "nhóm 10 địa phương dẫn đầu cả nước", "tăng 3 bậc"."""
    rest = text[sign.end :]
    follows = re.match(r"\s*(?:\([^)]{0,40}\)|dẫn đầu(?: cả nước)?|cả nước|trở lên)+", " ".join(rest[:60].split()))
    return sign.text + (" " + follows.group().strip() if follows and follows.group().strip() else "")


def _period(passage: Passage, subject: Subject) -> Finding | None:
    folded = fold(passage.reading)
    found = list(_PERIOD.finditer(folded))
    if len(folded) != len(passage.reading) or not found:
        return None
    stretch = best_stretch(sentences(passage.reading), passage.reading, subject, max_words=MAX_WORDS)
    inside = [match for match in found if stretch and stretch.start <= match.start() < stretch.end] or found
    value = tidy(passage.reading[inside[0].start() : inside[0].end()])
    return Finding(
        value=value[:1].upper() + value[1:],
        source=passage.source,
        spans=(whole(passage),),
        values=(value,),
        strength=STRENGTH_CLAUSE,
        kind="figure",
    )

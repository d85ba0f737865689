"""How much, how many, which rank: the figure whose own words fit the question best, with its comparison and unit.

A question that asks for several values gets one figure for each, of the unit that its own part asks for.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import Passage
from ingest.language.fold import fold, fold_with_map
from parc_search.answering.extract.amounts import counts, fits, is_date_or_code, share_fits
from parc_search.answering.extract.figure_words import Scanned, fit, held_share, measured, words_of, years_of
from parc_search.answering.extract.finding import CandidateAnswer, whole
from parc_search.answering.extract.sentences import joined_digits, tidy
from parc_search.question.asked.asks import ANY_THING, Part, parts_of
from parc_search.question.query import Query
from parc_search.question.years import YearMention
from parc_search.ranking.match import Subject, holdings, narrowed, passage_terms, share_of_terms
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.patterns import Sign, figures, named_groups
from parc_search.text.terms import pairs, terms

MAX_WORDS = 45
# A figure whose own words hold the whole subject is as good as a register's; one whose words hold none is worth little.
STRENGTH_BASE = 0.35
STRENGTH_FIT = 0.65
# A figure whose words do not name what is measured is mostly the figure of something else; where its whole passage
# does not, it is.
OTHER_MEASURE_SHARE = 0.7
UNNAMED_MEASURE_SHARE = 0.4
# A figure that is set for other years than those asked for.
OTHER_YEAR_SHARE = 0.6
# Figures that answer one question stand so close: "21 sở, ban, ngành cấp tỉnh và 09 UBND huyện".
_TOGETHER_CHARS = 40
_ROW_GAP = re.compile(r"\s*(?:[,;]|và)\s*(?:và\s*)?")
# A side of a comparison gives all that its sentence sets: "tối thiểu 50%, trong đó … mức độ 4 đạt tối thiểu 30%".
_SIDE_CHARS = 90
_PART_CHARS = 180
_OF_THE_WHOLE = re.compile(r"^[^.;]*,\s*trong (?:số )?đó\b[^.;]*$")
# A part of a question that has few words of its own ("chiếm tỷ lệ bao nhiêu") asks of what stands close behind.
_CLOSE_BEHIND = 0.5
_PERCENT_WITH_UNIT = re.compile(r"(.*%)\s+[^\W\d_][^%\d]*$", re.DOTALL)
_RANK_WORDS = re.compile(
    r"\s*+(?:(?:địa phương|tỉnh, thành(?: phố)?)?\s*+dẫn đầu(?: cả nước)?|cả nước|trở lên|(?:vào|đến) năm \d{4}"
    r"|\([^()]{3,50}\))+"
)
_PERIOD = re.compile(
    r"giai d\w+\s+(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d(?:\)?,? (?:\w+ )?huong den (?:nam )?(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d(?:,? (?:\w+ )?huong den (?:nam )?(?:19|20)\d\d)?"
)
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")
_ROW_ASKED = re.compile(r"\blan luot\b|\btung (?:cap|nam)\b|\bmoi cap\b|\b(?:cac|nhung) ty le\b")
_LISTED = re.compile(
    r"\b(?:cac |nhung )?(?:chi so|chi tieu|diem)? ?"
    r"((?:[a-z]+(?: [a-z]+)?, ){1,6}[a-z]+(?: [a-z]+)? va [a-z]+)\b"
)
_FEWEST_NAMES = 2
_TIMES = re.compile(r"\b(?:\d{1,2}|sau) thang (?:dau|cuoi)(?: nam)?\b|\bthang \d{1,2}\b|\b(?:nua|giua|cuoi|dau) nam\b")
_PERIOD_ASKED = re.compile(r"\bgiai doan nao\b|\bnhung nam nao\b|\bwhich period\b|\bwhat period\b")


def extract(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The figures asked for; None where the passage has none of the kind."""
    question = fold(query.reading)
    text = joined_digits(passage.reading)
    if _PERIOD_ASKED.search(question):
        return _period(text, passage, subject)
    parts = parts_of(question)
    subject = _without_times(subject, question)
    amounts = [sign for sign in figures(text) if not is_date_or_code(sign, text)]
    every = sorted({*amounts, *_groups(parts, text)}, key=lambda sign: (sign.start, sign.end))
    scanned = Scanned(passage=passage, reading=library.reading(passage.source))
    best: dict[Part, Sign] = {}
    for part in sorted(parts, key=lambda part: part.thing in ANY_THING):  # what fits anything takes what is left
        found = _fitting(part, every, text)
        left = [sign for sign in found if sign not in best.values()]
        if left:
            near = [sign.end for sign in best.values()]
            best[part] = _best(part, left, found, near, text, subject, query, scanned, is_only=len(parts) == 1)
    if not best:
        return None
    chosen = [best[part] for part in parts if part in best]
    first, found = chosen[0], _fitting(next(part for part in parts if part in best), every, text)
    if len(parts) == 1:
        of_years = _of_each_year(parts[0], found, question, text, subject, query, scanned)
        of_names = behind_names(found, question, text)
        if of_years:
            chosen = of_years
        elif of_names:
            chosen = of_names
        elif query.is_side or _ROW_ASKED.search(question):
            chosen = together(first, found, text, near=_SIDE_CHARS if query.is_side else _TOGETHER_CHARS)
        else:
            chosen = _in_a_row(first, found, text)
    value = ", ".join(dict.fromkeys(tidy(_extended(_bare(sign), text)) for sign in chosen))
    years = years_of(words_of(first, found, text), first, text)
    strength = _strength(first, found, text, subject, question, scanned) * len(best) / len(parts)
    if years and query.mentions and not any(_holds(mention, year) for mention in query.mentions for year in years):
        strength *= OTHER_YEAR_SHARE
    return CandidateAnswer(
        value=tidy(value, max_words=MAX_WORDS),
        source=passage.source,
        spans=(whole(passage),),
        values=tuple(sign.text for sign in chosen),
        strength=strength,
        kind="target",
        years=years,
    )


def _holds(mention: YearMention, year: int) -> bool:
    return mention.first <= year <= mention.last


def _without_times(subject: Subject, question: str) -> Subject:
    """The subject without its dates and times: they tell of when a passage is, not which of its figures is meant."""
    left = frozenset(terms(_TIMES.sub(" ", question)))
    return narrowed(subject, (term for term in subject.weights if "/" not in term and term in left))


def _groups(parts: Sequence[Part], text: str) -> tuple[Sign, ...]:
    """The groups without a number that a rank may lie in, where a group is asked for: "nhóm tốt"."""
    return named_groups(text) if any(part.is_group for part in parts) else ()


def _fitting(part: Part, signs: Sequence[Sign], text: str) -> list[Sign]:
    """The figures with the unit of the part; where there is none, percentages of the thing counted."""
    found = [sign for sign in signs if fits(sign, part, text)]
    if part.thing in ANY_THING:
        found = [sign for sign in found if counts(sign, part.thing, text)] or found
    return found or [sign for sign in signs if share_fits(sign, part, text)]


def _of_each_year(
    part: Part,
    found: Sequence[Sign],
    question: str,
    text: str,
    subject: Subject,
    query: Query,
    scanned: Scanned,
) -> list[Sign]:
    """The best figure of each year that the question names one beside another ("năm 2025 và năm 2030 lần lượt …")."""
    years = tuple(dict.fromkeys(map(int, _YEAR.findall(_PERIOD.sub(" ", question)))))
    chosen = []
    for year in years if len(years) > 1 else ():
        own = [sign for sign in found if year in years_of(words_of(sign, found, text), sign, text)]
        if own:
            plain = replace(query, mentions=())
            chosen.append(_best(part, own, found, (), text, subject, plain, scanned, is_only=True))
    return chosen if len(set(chosen)) > 1 else []


def behind_names(found: Sequence[Sign], question: str, text: str) -> list[Sign]:
    """The figure behind each name that the question lists ("ICT, PCI và PAPI lần lượt đứng thứ mấy")."""
    listed = _LISTED.search(question) if _ROW_ASKED.search(question) else None
    names = [name.strip() for name in re.split(r",| va ", listed.group(1))] if listed else []
    folded = fold_with_map(text)
    places = [match.end() if (match := re.search(rf"\b{re.escape(name)}\b", folded.text)) else -1 for name in names]
    if len(places) < _FEWEST_NAMES or -1 in places:
        return []
    chosen = []
    for place in places:
        start, _ = folded.to_source(place, place)
        until = min((other for other in places if other > place), default=len(folded.text))
        end, _ = folded.to_source(until, until)
        behind = [sign for sign in found if start <= sign.start < end]
        chosen += behind[:1]
    return chosen if len(chosen) == len(names) else []


def _best(
    part: Part,
    found: Sequence[Sign],
    every: Sequence[Sign],
    near: Sequence[int],
    text: str,
    subject: Subject,
    query: Query,
    scanned: Scanned,
    *,
    is_only: bool,
) -> Sign:
    """The figure that fits the part best; of several parts each looks first at its own words."""
    own = subject if is_only else narrowed(subject, terms(part.text))

    def worth(sign: Sign) -> float:
        words = words_of(sign, every, text)
        total = fit(words, sign, text, subject, query, part.text, scanned)
        if is_only:
            return total
        total = 0.5 * total + fit(words, sign, text, own, query, part.text, scanned) if own.weights else total
        follows = any(0 <= sign.start - end <= _TOGETHER_CHARS for end in near)
        return total + (_CLOSE_BEHIND if follows else 0.0)

    return min(found, key=lambda sign: (-round(worth(sign), 3), sign.start))


def _strength(best: Sign, every: Sequence[Sign], text: str, subject: Subject, question: str, scanned: Scanned) -> float:
    words = words_of(best, every, text)
    strength = STRENGTH_BASE + STRENGTH_FIT * min(1.0, held_share(words, subject, scanned))
    asked = measured(question)
    said = pairs((*terms(words.lead), *terms(words.own)))
    if not asked or asked in said:
        return strength
    return strength * (OTHER_MEASURE_SHARE if _is_named(asked, subject, scanned) else UNNAMED_MEASURE_SHARE)


def _is_named(measure: Sequence[str], subject: Subject, scanned: Scanned) -> bool:
    """Whether the passage names what is measured, as far as the question's subject has it, be it misread."""
    asked = narrowed(subject, measure)
    have = passage_terms(scanned.passage, "")
    return all(holdings(asked, have.whole, have.near).values())


def together(best: Sign, found: Sequence[Sign], text: str, *, near: int) -> list[Sign]:
    """The best figure with those that stand close before and after it, each close to the next.

    What a sentence says of a part of the whole ("…, trong đó … từ 30% trở lên") stands further off.
    """

    def are_together(one: Sign, other: Sign) -> bool:
        between = text[one.end : other.start]
        return len(between) <= near or (len(between) <= _PART_CHARS and _OF_THE_WHOLE.search(between) is not None)

    at = found.index(best)
    first = last = at
    while first and are_together(found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and are_together(found[last], found[last + 1]):
        last += 1
    return list(found[first : last + 1])


def _in_a_row(best: Sign, found: Sequence[Sign], text: str) -> list[Sign]:
    """The figure with those that only commas part from it: "tương ứng là 90%, 80%, 75%" is one answer."""
    at = found.index(best)
    first = last = at
    while first and _ROW_GAP.fullmatch(text[found[first - 1].end : found[first].start]):
        first -= 1
    while last + 1 < len(found) and _ROW_GAP.fullmatch(text[found[last].end : found[last + 1].start]):
        last += 1
    return list(found[first : last + 1])


def _bare(sign: Sign) -> Sign:
    """A percentage without the one word of what it counts, which mostly goes on: "80% người" of "80% người dân"."""
    found = _PERCENT_WITH_UNIT.match(sign.text)
    return Sign(found.group(1), sign.start, sign.start + found.end(1)) if found else sign


def _extended(sign: Sign, text: str) -> str:
    """The figure with the words that its rank needs: "nhóm 10 địa phương dẫn đầu cả nước", "thứ 13 (tăng 3 bậc …)"."""
    rest = " ".join(text[sign.end : sign.end + 60].split())
    follows = _RANK_WORDS.match(rest)
    return f"{sign.text} {follows.group().strip()}" if follows and follows.group().strip() else sign.text


def _period(text: str, passage: Passage, subject: Subject) -> CandidateAnswer | None:
    folded = fold(text)
    found = list(_PERIOD.finditer(folded))
    if len(folded) != len(text) or not found:
        return None

    def fit_of(match: re.Match[str]) -> float:
        return share_of_terms(subject, terms(text[max(0, match.start() - 120) : match.end() + 20]))

    best = max(found, key=lambda match: (round(fit_of(match), 3), match.end() - match.start(), -match.start()))
    value = tidy(re.sub(r"^giai \S+", "giai đoạn", text[best.start() : best.end()]))
    return CandidateAnswer(
        value=value[:1].upper() + value[1:],
        source=passage.source,
        spans=(whole(passage),),
        values=tuple(re.findall(r"(?:19|20)\d\d", value)),
        strength=STRENGTH_BASE + STRENGTH_FIT * fit_of(best),
        kind="figure",
    )

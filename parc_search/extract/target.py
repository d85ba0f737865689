"""How much, how many, which rank: the figure whose own words fit the question best, with its comparison and unit.

The unit that the question asks for must stand with the figure: asked for a percentage, a bare number is no answer;
asked for money, neither is. A figure's own words are those since the figure before it, or, where the figure opens its
clause ("100% cơ quan …"), those until the next.
"""

import re
from collections.abc import Mapping, Sequence

from ingest.documents import Passage
from ingest.vietnamese.fold import fold
from parc_search.extract.clauses import joined_digits, sentences, tidy
from parc_search.extract.finding import Finding
from parc_search.extract.places import whole
from parc_search.library import Library
from parc_search.match import Subject, share_of_pairs, share_of_terms
from parc_search.query import Query
from parc_search.signs import Sign, figures
from parc_search.terms import pairs, terms

MAX_WORDS = 45
# A figure whose own words hold the whole subject is as good as a register's; one whose words hold none is worth little.
STRENGTH_BASE = 0.35
STRENGTH_FIT = 0.65
# A figure whose words do not name what is measured is mostly the figure of something else.
OTHER_MEASURE_SHARE = 0.7
# A year of the question right after the figure, or before it in its own words, tells which of two figures is meant.
_YEAR_AFTER = 1.0
_YEAR_BEFORE = 0.4
_OTHER_YEAR = 0.5
# What a sentence says before its first figure holds for all of them ("tại Trung tâm …: đã tiếp nhận 23.525 hồ sơ").
_LEAD_IN_SHARE = 0.3
# "90% vào năm 2025 và 95% vào năm 2030": a figure so soon after another shares its words.
_SHARED_CHARS = 24
# The thing counted stands right after its figure ("27 lớp"), seldom right before it ("số huyện: 9").
_UNIT_AFTER, _UNIT_BEFORE = 30, 15
# Figures that answer one question stand so close: "21 sở, ban, ngành cấp tỉnh và 09 UBND huyện".
_TOGETHER_CHARS = 40
_ROW_GAP = re.compile(r"\s*(?:[,;]|và)\s*(?:và\s*)?")
# A side of a comparison gives all that its sentence sets: "tối thiểu 50%, trong đó … mức độ 4 đạt tối thiểu 30%".
_SIDE_CHARS = 90
# What a figure speaks of stands after it where a thing counted follows ("20% TTHC được …"), and before it where the
# clause ends, a year follows, or only a word that binds it ("đạt 90% vào năm 2025").
_NO_THING_FOLLOWS = re.compile(
    r"\s*(?:$|[^\w\s“\"]|(?:vao|den|trong|trong do|tro len|tro xuong|so voi|va|hoac|theo|o|tai|moi|hang|tren|cua"
    r"|la|nam|nhung|tu|giai doan|thang|quy|khi|doi voi|dat|ke|duoc)\b)"
)
# Pairs of words tell apart two figures whose words are the same in another order; set by hand, half of single words.
_PAIRS_SHARE = 0.5
_PERCENT_WITH_UNIT = re.compile(r"(.*%)\s+[^\W\d_][^%\d]*$", re.DOTALL)
_NEW_THOUGHT = re.compile(r"[,;:]\s")
_ASIDE = re.compile(r"\btrong (?:số )?đó\b")
_REACHES = re.compile(r"\b(?:dat|chiem|la)\b")
_MEASURE_WORTH = 0.2
_QUOTED = re.compile(r"[“\"][^“”\"\n]{0,40}$")
_RANK_WORDS = re.compile(
    r"\s*(?:(?:địa phương|tỉnh, thành(?: phố)?)?\s*dẫn đầu(?: cả nước)?|cả nước|trở lên|(?:vào|đến) năm \d{4}"
    r"|\([^()]{3,50}\))+"
)
# Words after which a bare figure is a date, a code or a grade, not an amount.
_NOT_AN_AMOUNT = re.compile(
    r"\b(?:nam|thang|ngay|so|dieu|khoan|phu luc|iso|tcvn|muc do|cap do|loai|khoa|quy|lan thu|giai doan|phien ban"
    r"|bo)(?: \d{1,2}(?:,| va))*\s*$"  # "mức độ 3, 4"
)
_TIME = re.compile(r"\b(?:thang|nam|ngay|hang|quy)$")
_BENT_LETTER = re.compile(r".*(?<!\d)\d{1,3}[^\W\d_]")
_PERIOD = re.compile(
    r"giai d\w+\s+(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d(?:\)?,? (?:\w+ )?huong den (?:nam )?(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d(?:,? (?:\w+ )?huong den (?:nam )?(?:19|20)\d\d)?"
)
_SEVERAL = re.compile(
    r"\blan luot\b|\bva (?:bao nhieu|may)\b|\btung (?:cap|nam)\b|\band how (?:many|much)\b|\bmoi cap\b|"
    r"\b(?:cac|nhung) ty le\b|\bbao nhieu\b.*\bbao nhieu\b"
)
_PERCENT_ASKED = re.compile(r"phan tram|%|percent|\bty le\b|\bproportion\b|\bshare\b")
_RANK_ASKED = re.compile(
    r"\bthu may\b|\bthu hang\b|\bxep thu\b|\bhang may\b|\brank|\bdung thu\b|\bnhom nao\b|\bvi thu\b|"
    r"\bvi tri (?:thu )?(?:may|nao)\b|\bxep thu bao nhieu\b|\bhang bao nhieu\b"
)
_PERIOD_ASKED = re.compile(r"\bgiai doan nao\b|\bnhung nam nao\b|\bwhich period\b|\bwhat period\b")
_MONEY_ASKED = re.compile(
    r"\bbao nhieu (?:tien|kinh phi|ty|trieu|von)\b|\bmay (?:ty|trieu)\b|\bhow much money\b"
    r"|\b(?:kinh phi|so tien|du toan|muc dau tu|von dau tu|tong von|chi phi|le phi|hoc phi|muc luong|muc thuong)\b"
    r"[^?]*\bbao nhieu\b(?! (?:phan tram|%))"
)
# "bao nhiêu hồ sơ, chiếm tỷ lệ bao nhiêu": a number and its share.
_MEASURE = re.compile(
    r"\b(?:(?:ty|ti) le|muc do|(?:bao nhieu|may) (?:phan tram|%))\s+(?:(?:so luong|so|cac|nhung|tong so|cua|ve) )*"
    r"(?!bao nhieu|may\b|phan tram|la\b|nao\b|dat\b)(\w+) (\w+)"
)
_NUMBER_AND_SHARE = re.compile(
    r"\b(?:bao nhieu|may) (?!phan tram|%)\w+.*"
    r"\b(?:ty le (?:la |chiem |dat )?(?:bao nhieu|may)|(?:bao nhieu|may) (?:phan tram|%))"
)
_COUNTED = re.compile(r"(?<!thu )(?<!hang )\b(?:bao nhieu|may) (?!phan tram|%|lan\b|va\b)(\w+)")
_NUMBER_ASKED = re.compile(r"\b(?:tong so|so luong)\b[^?]*\b(?:bao nhieu|may)\b(?! (?:phan tram|%))")
# People and things in general are counted under any unit.
_ANY_UNIT = frozenset({"nguoi", "so"})
# A unit belongs to the figure before it, not to one beyond a stop or another figure.
_OTHER_THING = re.compile(r"[;:.(\d]")
_OTHER_FIGURE = re.compile(r"[;.\d]")
_CHANGE = re.compile(r"(?:tang|giam)\b")
_RANK_SIGN = re.compile(r"\bnhom\b|\bthu\b|\bbac\b|\bhang\b|\bxep\b|dia phuong|\btop\b")


def extract(query: Query, passage: Passage, subject: Subject, library: Library) -> Finding | None:
    """The figure asked for; None where the passage has none of the kind."""
    question = fold(f"{query.reading} {query.english or ''}")
    text = joined_digits(passage.reading)
    if _PERIOD_ASKED.search(question):
        return _period(text, passage, subject)
    amounts = [sign for sign in figures(text) if not is_date_or_code(sign, text)]
    found = [sign for sign in amounts if fits_question(sign, question, text)]
    if not found:
        return None
    fits = {sign: _fit(sign, found, text, subject, query, question) for sign in found}
    best = min(found, key=lambda sign: (-fits[sign], sign.start))
    chosen = [best]
    counted = tuple(dict.fromkeys(_COUNTED.findall(question)))
    if len(counted) > 1:
        chosen = _each_counted(counted, found, fits, text)
    elif _NUMBER_AND_SHARE.search(question):
        chosen = _with_share(best, amounts)
    elif _SEVERAL.search(question) and not _RANK_ASKED.search(question):
        chosen = _together(best, found, near=_TOGETHER_CHARS)
    elif query.is_side:
        chosen = _together(best, found, near=_SIDE_CHARS)
    else:
        chosen = _in_a_row(best, found, text)
    value = ", ".join(dict.fromkeys(tidy(_extended(_bare(sign), text)) for sign in chosen))
    return Finding(
        value=tidy(value, max_words=MAX_WORDS),
        source=passage.source,
        spans=(whole(passage),),
        values=tuple(sign.text for sign in chosen),
        strength=_strength(best, found, text, subject, question),
        kind="target",
    )


def _strength(best: Sign, found: Sequence[Sign], text: str, subject: Subject, question: str) -> float:
    own = terms(own_words(best, found, text))
    strength = STRENGTH_BASE + STRENGTH_FIT * min(1.0, share_of_terms(subject, own))
    measured = _measured(question)
    said = pairs((*terms(_lead_in(best, found, text)), *own))
    return strength if not measured or measured in said else strength * OTHER_MEASURE_SHARE


def _measured(question: str) -> tuple[str, str] | None:
    """What is measured, in its first two terms: ("hai", "long") of "mức độ hài lòng … bao nhiêu phần trăm"."""
    found = _MEASURE.search(question)
    return (found.group(1), found.group(2)) if found else None


def _each_counted(counted: Sequence[str], found: Sequence[Sign], fits: Mapping[Sign, float], text: str) -> list[Sign]:
    """The best figure for each thing that the question counts, in the order of the text; none serves twice."""
    chosen: list[Sign] = []
    for thing in sorted(counted, key=_ANY_UNIT.__contains__):
        left = [sign for sign in found if sign not in chosen]
        fitting = left if thing in _ANY_UNIT else [sign for sign in left if counts(sign, thing, text)]
        if fitting:
            near = chosen[0].start if chosen else 0
            chosen.append(min(fitting, key=lambda sign: (-round(fits[sign], 2), abs(sign.start - near))))
    return sorted(chosen, key=lambda sign: sign.start)


def is_date_or_code(sign: Sign, text: str) -> bool:
    """Whether a figure is part of a date, a year or a document number."""
    folded = fold(sign.text)
    around = fold(text[max(0, sign.start - 12) : sign.end + 12])
    if re.search(
        r"\d\s*/\s*\d{1,2}\s*/\s*\d{4}|\d\s*/\s*(?:nq|nd|qd|kh|ct|bc|tt)\b|\d{4}\s*/\s*(?:nd|nq|qd|tt)", around
    ):
        return True
    if re.fullmatch(r"(?:\w+ )*?(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?", folded):
        return True
    if re.fullmatch(r"[\d.]+", sign.text) and not text[: sign.start].strip(" .0123456789"):
        return True  # the numeral of a heading
    if _BENT_LETTER.fullmatch(text[max(0, sign.start - 3) : sign.end + 1].strip()) or re.match(
        r"[&€¢°£]", text[sign.end :]
    ):
        return True  # a letter that a scan bent into a digit: "tỷ 1& hồ sơ", "hài 10ng"
    if _QUOTED.search(text[: sign.start].rsplit("”", 1)[-1]) and re.match(r"[^“”\"\n]{0,40}[”\"]", text[sign.end :]):
        return True  # part of a name: "phương châm “4 tại chỗ”"
    if re.search(r"\d:\s*$", text[: sign.start]) or re.match(r"\s*h[àằ]ng năm", text[sign.end :], re.IGNORECASE):
        return True  # "ISO 9001:2015", "tháng 12 hằng năm"
    before = fold(text[max(0, sign.start - 12) : sign.start])
    if before.endswith("nam ") and folded[-1].isalpha() and not _TIME.search(folded):
        return False  # a year has no unit: "và 09 UBND huyện", read as "năm 09 UBND huyện"
    return bool(_NOT_AN_AMOUNT.search(before)) and "%" not in folded


def fits_question(sign: Sign, question: str, text: str) -> bool:
    """Whether a figure has the unit that the folded question asks for."""
    folded = fold(sign.text)
    percent = "%" in folded or "phan tram" in folded
    if _NUMBER_AND_SHARE.search(question):
        return not percent  # the share is taken from right after it
    if _PERCENT_ASKED.search(question):
        return percent
    if _RANK_ASKED.search(question):
        return bool(_RANK_SIGN.search(folded)) and not percent and not _CHANGE.match(folded)
    if _MONEY_ASKED.search(question):
        return bool(re.search(r"\b(?:ty|trieu|dong)\b", folded))
    if percent and _NUMBER_ASKED.search(question):
        return False
    counted = _COUNTED.findall(question)
    if counted and not _ANY_UNIT.issuperset(counted):
        return not percent and any(counts(sign, thing, text) for thing in counted)
    return True


def counts(sign: Sign, thing: str, text: str) -> bool:
    """Whether a figure counts the thing: its word stands in the figure, right after it, or right before it."""
    before = text[max(0, sign.start - _UNIT_BEFORE) : sign.start]
    before = "" if _OTHER_FIGURE.search(before) else before
    after = _OTHER_THING.split(text[sign.end : sign.end + _UNIT_AFTER], maxsplit=1)[0]
    return thing in terms(f"{before}{sign.text}{after}")


def own_words(sign: Sign, every: Sequence[Sign], text: str) -> str:
    """The words that a figure belongs to: since the figure before it, or until the next where it opens its clause."""
    before = [other.end for other in every if other.end <= sign.start]
    after = [other.start for other in every if other.start >= sign.end]
    home = next((part for part in sentences(text) if part.start <= sign.start < part.end), None)
    begin = max(home.start if home else 0, _own_start(sign, every, before))
    apart = [match.end() for match in _NEW_THOUGHT.finditer(text, begin, sign.start)]
    if home and _speaks_of_what_follows(sign, text):
        # With a figure before it, its clause begins at the comma: what stands before that is the other's.
        begin = apart[-1] if apart and before and before[-1] > home.start else begin
        return text[begin : min(home.end, after[0] if after else home.end)]
    within = [match.end() for match in _ASIDE.finditer(text, begin, sign.start)]
    begin = within[-1] if within else begin
    tail = re.match(r"[^,;.%\d]{0,80}", text[sign.end :])
    return text[begin : sign.end] + (tail.group() if tail else "")


def _speaks_of_what_follows(sign: Sign, text: str) -> bool:
    """Whether a percentage counts the thing after it ("20% TTHC được …"), as against closing a clause ("… đạt 90%")."""
    folded = fold(sign.text)
    if "%" not in folded and "phan tram" not in folded:
        return False
    if _REACHES.search(folded) or _REACHES.search(fold(text[max(0, sign.start - 6) : sign.start])):
        return False
    counts_its_unit = folded[-1].isalpha() and "phan tram" not in folded
    return counts_its_unit or not _NO_THING_FOLLOWS.match(fold(text[sign.end : sign.end + _TOGETHER_CHARS]))


def _with_share(best: Sign, amounts: Sequence[Sign]) -> list[Sign]:
    """A number with the percentage that stands close behind it: "2.034 hồ sơ (tỷ lệ 3,3%)"."""
    shares = [s for s in amounts if "%" in s.text and 0 <= s.start - best.end <= _TOGETHER_CHARS]
    return [best, *shares[:1]]


def _lead_in(sign: Sign, every: Sequence[Sign], text: str) -> str:
    """What the figure's sentence says before its first figure."""
    start = text.rfind(". ", 0, sign.start) + 1
    first = next(other for other in every if other.start >= start)
    return text[start : first.start]


def _own_start(sign: Sign, every: Sequence[Sign], before: Sequence[int]) -> int:
    """Where a figure's own words begin: after the nearest figure that stands further off than a conjunction."""
    at = sign.start
    for end in reversed(before):
        if at - end > _SHARED_CHARS:
            return end
        at = next(other.start for other in every if other.end == end)
    return 0


def _fit(sign: Sign, every: Sequence[Sign], text: str, subject: Subject, query: Query, question: str) -> float:
    words = own_words(sign, every, text)
    found = terms(words)
    fit = share_of_terms(subject, found) + _PAIRS_SHARE * share_of_pairs(subject, pairs(found))
    if _measured(question) in pairs(found):
        fit += _MEASURE_WORTH
    fit += _LEAD_IN_SHARE * share_of_terms(subject, terms(_lead_in(sign, every, text)))
    following = fold(text[sign.end : sign.end + 16])
    years = re.findall(r"(?:19|20)\d\d", following)
    for mention in query.mentions:
        if str(mention.last) in years:
            fit += _YEAR_AFTER
        elif years:
            fit -= _OTHER_YEAR
        elif str(mention.last) in fold(words):
            fit += _YEAR_BEFORE
    return fit


def _together(best: Sign, found: Sequence[Sign], *, near: int) -> list[Sign]:
    """The best figure with those that stand close before and after it, each close to the next."""
    at = found.index(best)
    first = last = at
    while first and found[first].start - found[first - 1].end <= near:
        first -= 1
    while last + 1 < len(found) and found[last + 1].start - found[last].end <= near:
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


def _period(text: str, passage: Passage, subject: Subject) -> Finding | None:
    folded = fold(text)
    found = list(_PERIOD.finditer(folded))
    if len(folded) != len(text) or not found:
        return None

    def fit(match: re.Match[str]) -> float:
        return share_of_terms(subject, terms(text[max(0, match.start() - 120) : match.end() + 20]))

    best = max(found, key=lambda match: (round(fit(match), 3), match.end() - match.start(), -match.start()))
    value = tidy(re.sub(r"^giai \S+", "giai đoạn", text[best.start() : best.end()]))
    return Finding(
        value=value[:1].upper() + value[1:],
        source=passage.source,
        spans=(whole(passage),),
        values=tuple(re.findall(r"(?:19|20)\d\d", value)),
        strength=STRENGTH_BASE + STRENGTH_FIT * fit(best),
        kind="figure",
    )

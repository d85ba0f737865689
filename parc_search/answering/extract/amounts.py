"""Which figures of a text are amounts, and whether one has the unit that is asked for.

A date, a code, an outline's number or a stretch of time is no amount of anything; asked for a percentage, a bare number
is no answer, and asked for money neither is.
"""

import re

from ingest.language.fold import fold
from parc_search.question.asked.asks import ANY_THING, COUNT, MONEY, PERCENT, RANK, Part
from parc_search.question.language import office_words
from parc_search.text.patterns import Sign
from parc_search.text.terms import terms

# The thing counted stands right after its figure ("27 lớp"), seldom right before it ("số huyện: 9").
_UNIT_AFTER, _UNIT_BEFORE = 30, 15
# A unit belongs to the figure before it, not to one beyond a stop or another figure.
_OTHER_THING = re.compile(r"[;:.(\d]")
_OTHER_FIGURE = re.compile(r"[;.\d]")
_QUOTED = re.compile(r"[“\"][^“”\"\n]{0,40}$")
# Words after which a bare figure is a date, a code or a grade, not an amount.
_NOT_AN_AMOUNT = re.compile(
    r"\b(?:nam|thang|ngay|so|dieu|khoan|phu luc|iso|tcvn|muc do|cap do|loai|khoa|quy|lan thu|giai doan|phien ban"
    r"|(?<!cong )bo)(?: \d{1,2}(?:,| va))*\s*$"  # "mức độ 3, 4"
)
PEOPLE = "nguoi"
_PEOPLE_WORDS = ("nguoi", "sinh", "can", "cong", "vien", "luot", "dan", "lanh", "dai", "bien", "hoc", "giao")
_TIME = re.compile(r"\b(?:thang|nam|ngay|hang|quy)$")
_STRETCH_OF_TIME = re.compile(r"\d\s+(?:thang|nam|ngay|tuan|gio)$")
_BENT_LETTER = re.compile(r".*(?<!\d)\d{1,3}[^\W\d_]")
_CHANGE = re.compile(r"(?:tang|giam)\b")
_RANK_SIGN = re.compile(r"\bnhom\b|\bthu\b|\bbac\b|\bhang\b|\bxep\b|dia phuong|\btop\b")
_MONEY_SIGN = re.compile(r"\b(?:ty|trieu|nghin|dong)\b")
# "7 Kiểm tra và giám sát": the number of a row, with the row's first word behind it.
# "Ban Chỉ đạo 19 và Sở …", "Tổ 6.": a bare number that closes a name.
_NAMED_BEFORE = re.compile(r"(?<!\w)(?:(?![A-ZĐÀ-Ỹ])\w)*+[A-ZĐÀ-Ỹ]\w++(?:\s++[a-zà-ỹđ]\w++)?\s++$")
_NAME_ENDS = re.compile(r"\s+(?:và|hoặc|với|theo|để)\b|\s*(?:[,;)]|$)")
_DIGIT = re.compile(r"\d")
_BARE = re.compile(r"[1-9]\d?")
_THING_FOLLOWS = re.compile(r"\s+[a-zà-ỹđ]|\s*/")


def is_percent(sign: Sign) -> bool:
    """Whether a figure is a percentage."""
    return "%" in sign.text or "phan tram" in fold(sign.text)


def is_date_or_code(sign: Sign, text: str) -> bool:
    """Whether a figure is part of a date, a year, a document number, a name or a misread word."""
    folded = fold(sign.text)
    around = fold(text[max(0, sign.start - 12) : sign.end + 12])
    if re.search(
        r"\d\s*/\s*\d{1,2}\s*/\s*\d{4}|\d\s*/\s*(?:nq|nd|qd|kh|ct|bc|tt)\b|\d{4}\s*/\s*(?:nd|nq|qd|tt)", around
    ):
        return True
    if re.search(r"\d\s*/\s*(?:19|20)\d\d$", folded):
        return True  # "130/2005" of a decree, "6/2020" of a date
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
    if _closes_a_name(sign, text):
        return True
    if re.search(r"\bs[ởỏ]\s*$", text[: sign.start], re.IGNORECASE):
        return False  # "sở" folds to "số"
    return bool(_NOT_AN_AMOUNT.search(before)) and "%" not in folded


def fits(sign: Sign, part: Part, text: str) -> bool:
    """Whether a figure has the unit that a part of the question asks for."""
    folded = fold(sign.text)
    if _STRETCH_OF_TIME.search(folded) and not part.is_time:
        return False
    if part.unit == PERCENT:
        return is_percent(sign)
    if part.unit == RANK and part.is_group and folded.strip("“”\"' ").startswith(("nhom", "thuoc", "vao", "trong")):
        return "nhom" in folded
    if part.unit == RANK:
        return bool(_RANK_SIGN.search(folded)) and not is_percent(sign) and not _CHANGE.match(folded)
    if part.unit == MONEY:
        return _MONEY_SIGN.search(folded) is not None
    if part.unit == COUNT:
        if part.thing == PEOPLE:
            return not is_percent(sign) and any(counts(sign, word, text) for word in _PEOPLE_WORDS)
        any_thing = part.thing in ANY_THING and not _numbers_a_row(sign, text)
        return not is_percent(sign) and (any_thing or counts(sign, part.thing, text))
    if part.is_total and is_percent(sign):
        return False
    return not _numbers_a_row(sign, text)


def share_fits(sign: Sign, part: Part, text: str) -> bool:
    """Whether a percentage stands for a count: "giảm bình quân 5% biên chế" says how many, where no number does."""
    if part.unit != COUNT or not part.is_change or not is_percent(sign):
        return False
    behind = terms(_OTHER_THING.split(text[sign.start : sign.end + _UNIT_AFTER].partition("%")[2], maxsplit=1)[0])
    return part.thing in ANY_THING or part.thing in behind[:2]


def counts(sign: Sign, thing: str, text: str) -> bool:
    """Whether a figure counts the thing: its word stands in the figure, right after it, or right before it."""
    if _DIGIT.fullmatch(sign.text):  # "theo 1 trình", "quản 1": a single digit is often a misread letter
        return not things_of(thing).isdisjoint(terms(text[sign.end : sign.end + _UNIT_AFTER])[:2])
    before = text[max(0, sign.start - _UNIT_BEFORE) : sign.start]
    before = "" if _OTHER_FIGURE.search(before) else before
    after = _OTHER_THING.split(text[sign.end : sign.end + _UNIT_AFTER], maxsplit=1)[0]
    return not things_of(thing).isdisjoint(terms(f"{before}{sign.text}{after}"))


def things_of(thing: str) -> frozenset[str]:
    """The word of a thing with the words that offices have for it."""
    return frozenset((thing, *(word for _, written in office_words(thing) for word in written.split())))


def _closes_a_name(sign: Sign, text: str) -> bool:
    """Whether a bare small number is the end of a name, not a count: "theo hướng dẫn của Ban Chỉ đạo 19 và Sở …"."""
    names = _NAMED_BEFORE.search(text[: sign.start]) is not None
    return names and _BARE.fullmatch(sign.text) is not None and _NAME_ENDS.match(text[sign.end :]) is not None


def _numbers_a_row(sign: Sign, text: str) -> bool:
    """Whether a bare small number has no thing behind it, as the numbers of rows and lists have none."""
    return bool(_BARE.fullmatch(sign.text)) and not _THING_FOLLOWS.match(text[sign.end :])

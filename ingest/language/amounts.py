"""The one grammar of figures: numbers, ranges, shares, money, fractions, ranks, rates and counted nouns.

A number is read whole, whatever parts it ("12 500", "12.500", "12. 500", "2,5 - 3"), and never computed. What is
counted is the noun phrase that follows, found by the words that end one and by Vietnamese word segmentation.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.language.fold import Folded, fold, fold_with_map
from ingest.language.superscripts import SUPERSCRIPTS
from ingest.language.syllables import is_syllable
from ingest.language.word_cut import placed_words

PERCENT, MONEY, RANK, FRACTION, RATE, TIME, COUNT = "percent", "money", "rank", "fraction", "rate", "time", "count"

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("amounts.toml").read_text(encoding="utf-8"))
_HOMOGRAPHS = frozenset(_WORDS["homographs"])
_ENDS = frozenset(_WORDS["ends"])
_CLASSIFIERS = frozenset(_WORDS["classifiers"])
# A counted noun and what follows its number are looked for in this many letters.
_NOUN_REACH = 60
_SHORT_NOUN = 2
_LABEL_REACH = 12
_LONGEST_ACRONYM = 6
_SHORTEST_LOAN = 4
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure `start:end` of a text with its scale, sign or currency; `number_end` is the end of its digits.

    `value` are its words with plain spaces ("25.000 tỷ đồng", "30%-40%", "3/12"); `unit` what it counts, empty where
    nothing is named; `kind` is one of PERCENT, MONEY, RANK, FRACTION, RATE, TIME, COUNT.
    """

    start: int
    number_end: int
    end: int
    value: str
    unit: str
    kind: str
    is_range: bool = False


def amounts(text: str) -> tuple[Amount, ...]:
    """Every figure of a text in order, without overlap; days, years and numbers of documents are none."""
    folded = fold_with_map(text)
    found = list(_amounts(text, folded))
    return tuple(found)


def _either(words: list[str]) -> str:
    return "|".join(sorted({re.escape(fold(word)) for word in words}, key=len, reverse=True))


_SPACE = r"[ \u00a0\u202f]"
# "1.250.000", "12 500", "12. 500", "3.600 .000"; a first group of zeros or of four digits is a label or a year.
_NUMBER = (
    rf"(?:[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}}){{1,6}}(?:,\d{{1,4}})?(?![\d.,/]|{_SPACE}\d{{3}}(?!\d))"
    rf"|[1-9]\d{{0,2}}(?:{_SPACE}?[.]{_SPACE}?\d{{3}}){{1,6}}(?:,\d{{1,4}})?(?!\d)|\d+(?:[.,]\d+)*)"
)
_SCALE = rf"(?:(?:{_either(_WORDS['scales'])})\b)"
_CURRENCY = rf"(?:(?:{_either(_WORDS['currencies'])})\b(?!\s(?:{_either(_WORDS['after_currency'])})\b))"
_SIGN = r"(?:%|phan tram\b)"
_MEASURE = rf"(?:\s?{_SIGN}|(?:\s{{1,3}}{_SCALE}){{1,3}}(?:\s{{1,3}}{_CURRENCY})?|\s{{1,3}}{_CURRENCY})"
_FIGURE = re.compile(
    rf"(?<![\w/.,])(?<!\w-)(?P<low>{_NUMBER})(?P<of>\s?/\s?{_NUMBER})?(?P<measure>{_MEASURE})?"
    rf"(?:\s{{0,2}}(?:-|–|den|toi)\s{{0,2}}(?P<high>{_NUMBER})(?P<high_measure>{_MEASURE})?)?"
)
_PER = re.compile(r"\s?/\s?(?P<per>(?:lan|nam|thang|quy|tuan|ngay|nguoi|ho|gio)\b)")
_POINTS = re.compile(r"\s{1,3}diem\s(?:%|phan tram\b)")
_GROUP = re.compile(r"\b(?:nhom|top)\s?:?\s$")
_LEADING = re.compile(r"\s{1,3}(?:[^\W\d_]{1,7}\s{1,3}){1,3}?(?:dan dau|dung dau|hang dau)\b")
_PLACED = re.compile(r"\b(?:thu|hang|vi tri)\s$")
_RANKED = re.compile(
    r"\b(?:x\w{1,2}p|dung|vi|vao|o|giu|len|tang|thu)\s(?:\w{1,5}\s){0,2}(?:thu|hang|vi tri)\s(?:thu\s)?$"
)
_TIME = re.compile(rf"\s{{1,3}}(?P<time>(?:{_either(_WORDS['times'])})\b)")
_NAMED = re.compile(
    rf"(?<!tổng )(?<!tong )\b(?:{'|'.join(_WORDS['labels'])}|{_either(_WORDS['labels'])}(?<!muc)(?<!to))\s$"
)
_RATE = re.compile(r"\s{1,3}(?:thang|quy|nam|tuan|ngay)\s?/\s?lan\b|\s{1,3}lan\s?/\s?(?:thang|quy|nam|tuan|ngay)\b")
# A number may be said again in words: "05 (năm) mô hình".
_NOUN = re.compile(
    rf"[{SUPERSCRIPTS}]{{0,3}}"
    r"(?:[ \u00a0]{0,2}\([^\W\d_]{1,7}(?: [^\W\d_]{1,7}){0,3}\))?[ \n\f\u00a0]{1,3}(?=[^\W\d_])"
)
_VOWEL = re.compile(r"[aeiouy]")
_LISTED = re.compile(r"^[ \t]{0,8}\d{1,2}[.)][ \t]{1,8}(?=\d{3})", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")


def _amounts(text: str, folded: Folded) -> Iterator[Amount]:
    # The number of a list item ("3. 500 hồ sơ") is not the first group of the figure behind it.
    for match in _FIGURE.finditer(_LISTED.sub(lambda item: " " * len(item.group()), folded.text)):
        amount = _amount(text, folded, match)
        if amount is not None:
            yield amount


def _amount(text: str, folded: Folded, match: re.Match[str]) -> Amount | None:
    """The figure of a match, None where the number is a name, a day, a year or a label."""
    start, end = match.start(), match.end("measure") if match["measure"] else match.end("of" if match["of"] else "low")
    before = folded.text[max(0, start - 24) : start]
    number_end, is_range = match.end("of" if match["of"] else "low"), False
    measure = match["measure"] if _is_measure(text, folded, match, "measure") else None
    if measure is None:
        end = number_end
    if match["high"] and _is_measure(text, folded, match, "high_measure"):
        end, number_end, is_range, measure = match.end(), match.end("high"), True, match["high_measure"]
    elif (
        match["high"]
        and measure is None
        and _is_noun(text, folded, match.end("high"), match.start())
        and "/" not in match.group()
    ):
        end = number_end = match.end("high")
        is_range = True
    kind, unit = _kind(text, folded, match, measure, before, end)
    if kind is None:
        return None
    per = _PER.match(folded.text, end)
    points = _POINTS.match(folded.text, end) if kind == COUNT else None
    if kind in (RATE, TIME):
        end = _end_of_rate(folded.text, end) if kind == RATE else end
    elif points is not None:
        kind, unit, end = PERCENT, "điểm phần trăm", points.end()
    elif per is not None and kind in (PERCENT, MONEY):
        unit, end = f"{unit}/{text[folded.starts[per.start('per')] : folded.starts[per.end('per')]]}", per.end()
    source_start, source_end = folded.to_source(start, end)
    value = " ".join(text[source_start:source_end].split())
    if kind == PERCENT and points is None:
        value = f"{match['low']}%-{match['high']}%" if is_range else f"{match['low']}%"
    return Amount(
        start=source_start,
        number_end=folded.to_source(start, number_end)[1],
        end=source_end,
        value=value,
        unit=unit,
        kind=kind,
        is_range=is_range,
    )


def _kind(
    text: str, folded: Folded, match: re.Match[str], measure: str | None, before: str, end: int
) -> tuple[str | None, str]:
    """What kind of figure it is and what it counts; None where it is no figure."""
    if measure is not None and re.search(_SIGN, measure):
        return PERCENT, "%"
    if measure is not None and re.search(_CURRENCY, measure):
        source = text[folded.starts[end - len(measure)] : folded.starts[end]]
        return MONEY, " ".join(source.split())
    source = text[max(0, folded.starts[match.start()] - _LABEL_REACH) : folded.starts[match.start()]].lower()
    if _NAMED.search(source) and not _RANKED.search(before):
        return None, ""
    if _GROUP.search(before):
        noun = counted_noun(text, folded.starts[end], start=folded.starts[match.start()])
        return (RANK, noun) if noun else (None, "")
    if _RANKED.search(before):
        return RANK, "vị thứ"
    if _PLACED.search(before):
        return None, ""
    if match["of"]:
        whole = match["of"].strip(" /")
        noun = counted_noun(text, folded.starts[end], start=folded.starts[match.start()]) or (measure or "")
        is_part = _plain(match["low"]) <= _plain(whole) and not _FIRST_YEAR <= _plain(whole) <= _LAST_YEAR
        return (FRACTION, noun) if noun and is_part else (None, "")
    timed = _TIME.match(folded.text, end)
    rate = _RATE.match(folded.text, end)
    if rate is not None:
        return RATE, " ".join(text[folded.starts[end] : folded.starts[rate.end()]].split())
    if timed is not None and measure is None:
        return TIME, text[folded.starts[timed.start("time")] : folded.starts[timed.end("time")]]
    if (
        measure is None
        and match["low"].isdigit()
        and _FIRST_YEAR <= int(match["low"][:6]) <= _LAST_YEAR
        and len(match["low"]) == 4
    ):
        return None, ""
    noun = counted_noun(text, folded.starts[end], start=folded.starts[match.start()])
    if noun and _LEADING.match(folded.text, end):
        return RANK, noun
    return (COUNT, noun) if noun else (None, "")


def _end_of_rate(text: str, end: int) -> int:
    rate = _RATE.match(text, end)
    return rate.end() if rate else end


def _plain(number: str) -> float:
    """The number for comparing with another of the same text; points of thousands are left out."""
    digits = re.sub(r"[^\d,]", "", number)
    return float(digits.replace(",", ".", 1).replace(",", ""))


def _is_measure(text: str, folded: Folded, match: re.Match[str], group: str) -> bool:
    """Whether the scale or currency is written as such in the source, marks and all."""
    if not match[group]:
        return False
    source = text[folded.starts[match.start(group)] : folded.starts[match.end(group)]].lower()
    return not any(word in _HOMOGRAPHS for word in _WORD.findall(source))


def _is_noun(text: str, folded: Folded, at: int, start: int) -> bool:
    return bool(counted_noun(text, folded.starts[at], start=folded.starts[start]))


def counted_noun(text: str, at: int, *, start: int) -> str:
    """The noun that is counted behind a number `start:at`, empty where none follows."""
    gap = _NOUN.match(text, at)
    if gap is None:
        return ""
    goes_on = text[max(0, start - _LABEL_REACH) : start].rstrip(" \u00a0")[-1:]
    noun = text[gap.end() : gap.end() + _NOUN_REACH]
    return _noun(noun, may_be_a_name=goes_on.isalpha() or goes_on in ",(")


@lru_cache(maxsize=4096)
def _noun(words: str, *, may_be_a_name: bool) -> str:
    phrase = re.split(r"[^\w\s-]|\n\s*\n|\t|\d", words, maxsplit=1)[0]
    if len(words) == _NOUN_REACH and phrase == words:
        phrase = phrase.rsplit(" ", 1)[0]
    kept: list[str] = []
    for word in phrase.split():
        if word.lower() in _ENDS:
            break
        kept.append(word)
    if not kept or not _may_be_counted(kept[0], kept[1:2], may_be_a_name=may_be_a_name):
        return ""
    if len(kept) <= _SHORT_NOUN:
        return " ".join(kept)
    segmented = [word for word, _, _ in placed_words(" ".join(kept))]
    noun = segmented[:2] if segmented and segmented[0].lower() in _CLASSIFIERS else segmented[:1]
    return " ".join(noun)


def _may_be_counted(word: str, following: list[str], *, may_be_a_name: bool) -> bool:
    """Whether a word may open a counted noun.

    A capital opens a sentence behind the number of an item ("1 Xây dựng …"), a name only where the sentence goes on
    to the number ("thành lập 01 Trung tâm"); two words in capitals are a running head.
    """
    if word in _WORDS["measures"]:
        return True
    if word.isupper() and len(word) > 1:
        return len(word) <= _LONGEST_ACRONYM and not any(other.isupper() and len(other) > 1 for other in following)
    is_loan = len(word) >= _SHORTEST_LOAN and word.isascii() and _VOWEL.search(word) is not None
    return (may_be_a_name or not word[:1].isupper()) and (is_syllable(word) or is_loan)

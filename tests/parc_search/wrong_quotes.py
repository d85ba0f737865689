"""Quotes that are wrong, and true ones, made from the sample corpus: what a forger, a bug or a model would show.

Every maker gives a whole `Forgery`: where it says it stands, what it shows, and the value it is said to prove. The seed
makes the run the same on every machine; what a maker cannot find in a passage it leaves to the next one.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents import Document
from ingest.gazetteer.agencies import AGENCIES
from ingest.language.fold import fold

_FIGURE = re.compile(r"(?<![\w.,/])\d+(?:[.,]\d+)?%?(?![\w.,/%]|\s*%)")
_DENIAL = re.compile(
    r"(?<!hàng )\b(?:không(?! (?:gian|khí|những|chỉ|ngừng)\b)|chưa|(?<!khấu )(?<!loại )trừ)\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_EVERY_SO_MANY_PLACES = 7
_AGENCIES = (
    "Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Y tế", "Sở Khoa học và Công nghệ", "Sở Xây dựng",
    "Sở Kế hoạch và Đầu tư", "Sở Giáo dục và Đào tạo", "Sở Thông tin và Truyền thông", "Văn phòng UBND tỉnh",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A true place: a span of a document whose quote may be shown, and a value that stands in it."""

    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.document.raw.text[self.start : self.end]

    @property
    def reading(self) -> str:
        return self.document.reading.read(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgery:
    """A citation as it would be shown. `value` is what it is to prove, empty where the quote alone is wrong."""

    kind: str
    document: Document
    start: int
    end: int
    quote_raw: str
    quote: str
    value: str = ""


Maker = Callable[[Place, Sequence[Place], random.Random], Forgery | None]


def forgeries(places: Sequence[Place], *, count: int, seed: int) -> Iterator[Forgery]:
    """`count` forgeries, the makers in turn."""
    chance, made, names = random.Random(seed), 0, list(MAKERS)
    while made < count:
        name = names[made % len(names)]
        forged = next(found for place in _endless(places, chance) if (found := MAKERS[name](place, places, chance)))
        yield replace(forged, kind=name)
        made += 1


def _endless(places: Sequence[Place], chance: random.Random) -> Iterator[Place]:
    while True:
        yield chance.choice(places)


def _true(place: Place) -> Forgery:
    return Forgery(
        kind="true",
        document=place.document,
        start=place.start,
        end=place.end,
        quote_raw=place.text,
        quote=place.reading,
    )


def _retold(place: Place, text: str) -> Forgery:
    """The place with other words shown as its quote."""
    return replace(_true(place), quote_raw=text)


def changed_digit(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    digits = [at for at, letter in enumerate(place.text) if letter.isdigit()]
    if not digits:
        return None
    at = chance.choice(digits)
    other = chance.choice([digit for digit in "0123456789" if digit != place.text[at]])
    return _retold(place, place.text[:at] + other + place.text[at + 1 :])


def changed_digit_of_the_reading(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    digits = [at for at, letter in enumerate(place.reading) if letter.isdigit()]
    if not digits:
        return None
    at = chance.choice(digits)
    other = chance.choice([digit for digit in "0123456789" if digit != place.reading[at]])
    return replace(_true(place), quote=place.reading[:at] + other + place.reading[at + 1 :])


def changed_figure_of_the_value(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    found = list(_FIGURE.finditer(place.reading))
    if not found:
        return None
    figure = chance.choice(found)
    digits = [at for at, letter in enumerate(figure.group()) if letter.isdigit()]
    at = chance.choice(digits)
    changed = (
        figure.group()[:at] + str((int(figure.group()[at]) + chance.randint(1, 9)) % 10) + figure.group()[at + 1 :]
    )
    value = place.reading[max(0, figure.start() - 25) : figure.start()].split(" ", 1)[-1] + changed
    shown = " ".join(value.split())
    is_elsewhere = fold(shown) in fold(" ".join(place.reading.split())) or changed.lstrip("0") == figure.group()
    return None if is_elsewhere or not _WORD.search(shown) else replace(_true(place), value=shown)


def dropped_denial_of_the_quote(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    found = _DENIAL.search(place.text)
    return _retold(place, place.text[: found.start()] + place.text[found.end() :]) if found else None


def cut_at_the_denial(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    """A verbatim quote that begins right after the denial, or ends right before it."""
    found = _DENIAL.search(place.text)
    if found is None:
        return None
    after, before = place.text[found.end() :], place.text[: found.start()].rstrip(" (,")
    if chance.random() < 0.5 and len(after.split()) > 1:
        start = place.start + found.end() + len(after) - len(after.lstrip())
        return _at(place, start, place.end)
    closes = (
        place.text[: found.start()].rstrip()[-1:] in tuple(".;:!?") or "\n" in place.text[len(before) : found.start()]
    )
    return None if closes or len(before.split()) < 2 else _at(place, place.start, place.start + len(before))


def dropped_denial_of_the_value(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    found = _DENIAL.search(place.reading)
    if found is None:
        return None
    before = place.reading[: found.start()].split()[-3:]
    after = place.reading[found.end() :].split()[:4]
    value = " ".join([*before, *after])
    if not before or len(after) < 2 or fold(value) in fold(" ".join(place.reading.split())):
        return None
    return replace(_true(place), value=value)


def ellipsis(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    words = list(_WORD.finditer(place.text))
    if len(words) < 6:
        return None
    first = chance.randrange(1, len(words) - 3)
    last = chance.randrange(first + 1, len(words) - 1)
    dots = chance.choice(["…", "...", " […] ", " (...) "])
    return _retold(place, place.text[: words[first].end()] + dots + place.text[words[last].start() :])


def joined_quotes(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    other = chance.choice(places)
    if other == place:
        return None
    half, rest = place.text[: len(place.text) // 2], other.text[len(other.text) // 2 :]
    shown = half + rest
    return None if shown == place.text else _retold(place, shown)


def joined_values(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    """Words of two places of the same quote said in one breath."""
    words = place.reading.split()
    if len(words) < 16:
        return None
    first = chance.randrange(0, len(words) - 14)
    second = chance.randrange(first + 8, len(words) - 4)
    value = " ".join([*words[first : first + 4], *words[second : second + 4]])
    letters = [fold(word) for word in _WORD.findall(value)]
    there = " ".join(fold(word) for word in _WORD.findall(place.reading))
    return None if len(letters) < 6 or " ".join(letters) in there else replace(_true(place), value=value)


def another_document(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    other = chance.choice(places)
    if other.document.source == place.document.source:
        return None
    return replace(_true(place), document=other.document)


def changed_agency(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    """An agency that the quote does not name; looked for in a share of the places, because the search is slow."""
    if (place.start + len(places)) % _EVERY_SO_MANY_PLACES:
        return None
    named = {fold(found.name) for text in (place.text, place.reading) for found in AGENCIES.find(text, least_score=0.7)}
    if not named:
        return None
    others = [name for name in _AGENCIES if fold(name) not in named and fold(name) not in fold(place.reading)]
    return replace(_true(place), value=chance.choice(others)) if others else None


def cut_word(place: Place, places: Sequence[Place], chance: random.Random) -> Forgery | None:
    inside = [at for at in range(1, len(place.text)) if place.text[at - 1].isalnum() and place.text[at].isalnum()]
    return _at(place, place.start, place.start + chance.choice(inside)) if inside else None


def _at(place: Place, start: int, end: int) -> Forgery:
    return _true(replace(place, start=start, end=end))


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        changed_digit,
        changed_digit_of_the_reading,
        changed_figure_of_the_value,
        dropped_denial_of_the_quote,
        cut_at_the_denial,
        dropped_denial_of_the_value,
        ellipsis,
        joined_quotes,
        joined_values,
        another_document,
        changed_agency,
        cut_word,
    )
}

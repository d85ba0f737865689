"""A question that goes on from the one before it, made whole: "còn Quảng Trị thì sao?", "thế hạn là bao giờ?".

What it leaves unsaid is taken from the question before: the topic, the place, the years. Each is named, so that a
reader sees what was carried over and can take it off. A question that stands by itself is left alone, and so is one
after a comparison, of which no side could be meant more than the other.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.language.fold import fold, fold_with_map
from parc_search.question.asked.kinds import asking_spans, kinds_of
from parc_search.question.catalogue import Catalogue
from parc_search.question.language import ASKING_WORDS, FOLDED_FUNCTION_WORDS, FUNCTION_WORDS, reply_to_talk
from parc_search.question.query import Query
from parc_search.question.years import year_fit, years_in

TOPIC, PLACES, YEARS = PARTS = ("topic", "places", "years")
"""What can be carried over."""
MAX_CHARS = 120  # a longer question says what it is about
_WORDS_FILE = Path(__file__).with_name("follow_up.toml")
_WORD = re.compile(r"[^\W_]+(?:[.,/&-][^\W_]+)*")
_FEWEST_ASKS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A question made whole: `asks` is what it asks with its topic; `carried` the PARTS that come from before it.

    `left` are years of the question before that were not carried, as no document of the place is of them.
    """

    typed: str
    asks: str
    topic: str
    places: tuple[str, ...]
    years: tuple[int, ...]
    carried: tuple[str, ...]
    left: tuple[int, ...] = ()

    @property
    def question(self) -> str:
        """The whole question; as it was typed where its topic was taken off."""
        if TOPIC not in self.carried:
            return self.typed
        said = [self.asks, *([f"ở {', '.join(self.places)}"] if self.places else [])]
        if self.years:
            said.append(f"năm {'–'.join(map(str, self.years))}")
        return f"{' '.join(said)}?"

    def without(self, part: str) -> "FollowUp":
        """The same with one part taken off."""
        kept = tuple(name for name in self.carried if name != part)
        emptied: dict[str, tuple[str, ...]] = {part: ()} if part in (PLACES, YEARS) else {}
        return replace(self, carried=kept, **emptied)  # type: ignore[arg-type]  # places and years are tuples


def follow_up(previous: Query, question: str, catalogue: Catalogue, *, topic: str = "") -> FollowUp | None:
    """The question made whole by the one before it; None where it says itself what it is about.

    `topic` is that of the question before where it is known, as where that one went on from another.
    """
    said = " ".join(question.split()).rstrip(" ?.!")
    folded = fold(said)
    if not said or len(said) > MAX_CHARS or previous.compared or previous.reply or reply_to_talk(question):
        return None
    places = catalogue.narrowest(dict.fromkeys(place for place, _, _ in catalogue.places_in(said)))
    places = places or (*catalogue.foreign_places_in(said), *catalogue.local_places_in(said))
    years = tuple(sorted({year for found in years_in(said) for year in (found.first, found.last)}))
    ask, is_opened = _asked(folded, said)
    ask = _without_scope(ask, catalogue, (), places)
    own = [word for word in map(fold, _WORD.findall(ask)) if word not in FOLDED_FUNCTION_WORDS]
    points_back = re.search(_words()["pointing"], folded) is not None
    if any(word not in _words()["fields"] for word in own) or not (is_opened or points_back or own or places or years):
        return None
    if own and (places or years) and not is_opened and not points_back:
        return None  # it names its scope and a field: too much to be sure that it goes on
    topic = topic or _topic(previous, catalogue)
    if not topic:
        return None
    base = _without_scope(previous.reading.rstrip(" ?.!"), catalogue, previous.scope.place, ())
    asks = f"{ask} {topic}" if own else base
    carried = [TOPIC]
    if not places and previous.scope.place:
        places = previous.scope.place
        carried.append(PLACES)
    left: tuple[int, ...] = ()
    if not years and previous.scope.years:
        if _has_years(previous, places, catalogue):
            years = previous.scope.years
            carried.append(YEARS)
        else:
            left = previous.scope.years
    return FollowUp(
        typed=question, asks=asks, topic=topic, places=places, years=years, carried=tuple(carried), left=left
    )


def questions_in(text: str) -> tuple[str, ...]:
    """The questions that a text asks one after the other; one where it asks one thing, or compares.

    Each must end with a question mark and ask by itself: "Ai chủ trì ISO? Hạn là bao giờ?".
    """
    pieces = [piece.strip() for piece in re.findall(r"[^?\n]+\?+", text)]
    rest = re.sub(r"[^?\n]+\?+", "", text).strip()
    pieces += [rest] if _WORD.search(rest) else []
    asking = [piece for piece in pieces if len(_WORD.findall(piece)) > 1]
    is_plain = bool(rest) and kinds_of(rest) == ("passage",)  # a remark behind the question
    if len(asking) < _FEWEST_ASKS or asking != pieces or is_plain or "compare" in kinds_of(text):
        return (text,)
    return tuple(asking)


def _asked(folded: str, said: str) -> tuple[str, bool]:
    """What is left of a question without the words that only go on, and whether it began with such words."""
    start, end = 0, len(folded)
    opener = next((word for word in _words()["openers"] if folded.startswith(f"{word} ")), "")
    if opener:
        start = len(opener) + 1
    closer = next((word for word in _words()["closers"] if folded.endswith(f" {word}") and opener), "")
    if closer:
        end -= len(closer)
    mapped = fold_with_map(said)
    first, last = mapped.to_source(start, max(start, end)) if end > start else (0, 0)
    kept = said[first:last]
    inner = fold_with_map(kept)
    for match in reversed(list(re.finditer(_words()["pointing"], inner.text))):
        cut = inner.to_source(*match.span())
        kept = kept[: cut[0]] + " " + kept[cut[1] :]
    return " ".join(kept.split()).strip(" ,;:"), bool(opener)


def _topic(previous: Query, catalogue: Catalogue) -> str:
    """What the question before was about: its words without its asking, places and years."""
    text = _without_scope(previous.reading, catalogue, previous.scope.place, ())
    folded = fold_with_map(text)
    cut = [folded.to_source(*span) for span in asking_spans(folded.text)]
    words = [
        match.group()
        for match in _WORD.finditer(text)
        if not any(start <= match.start() < end for start, end in cut)
    ]  # fmt: skip
    while words and _only_asks(words[0]):
        words.pop(0)
    while words and _only_asks(words[-1]):
        words.pop()
    return " ".join(words) if any(fold(word) in previous.content for word in words) else ""


def _only_asks(word: str) -> bool:
    return word.lower() in FUNCTION_WORDS or word.lower() in ASKING_WORDS


def _without_scope(text: str, catalogue: Catalogue, known: tuple[str, ...], foreign: tuple[str, ...]) -> str:
    """The text without its places and years and the words that go with them."""
    folded = fold_with_map(text)
    spans = [(start, end, "before_place") for _, start, end in catalogue.places_in(text)]
    names = [fold(name) for name in (*known, *foreign)]
    spans += [(at, at + len(name), "before_place") for name in names if name and (at := folded.text.find(name)) >= 0]
    spans += [(found.start, found.end, "before_year") for found in years_in(text)]
    kept = list(text)
    for start, end, before in spans:
        lead = re.search(_words()[before], folded.text[:start])
        first, last = folded.to_source(lead.start() if lead else start, end)
        kept[first:last] = " " * (last - first)
    return " ".join("".join(kept).split()).strip(" ,;:")


def _has_years(previous: Query, places: tuple[str, ...], catalogue: Catalogue) -> bool:
    entries = catalogue.of_place(places)
    return not entries or any(
        year_fit(mention, entry.metadata.years) for entry in entries for mention in previous.mentions
    )


@cache
def _words() -> dict[str, str]:
    data: dict[str, str] = tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8"))
    return data

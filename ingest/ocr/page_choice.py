"""Which of two readings of a page is to be believed, word by word: the one there is, unless the other is better.

A word is weighed by what it is (known to the language, a likely neighbour of the words beside it), by how many readings
of the page have it, and by a second reader that looks at its picture. A word in place is not given up for one that
weighs as much, a number only for one that readings agree on; what stays open is said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Protocol

from ingest.documents import Span
from ingest.language.syllables import is_syllable
from ingest.ocr.ocr_words import PageText
from ingest.ocr.page_alignment import Alignment, Difference, aligned

BY_HAND, ALIKE, KNOWN, UNKNOWN, PICTURE, NUMBER, OPEN = (
    "by-hand",
    "alike",
    "known",
    "unknown",
    "picture",
    "number",
    "open",
)
"""Why a word is kept or taken: corrected by hand; read alike more often; known to the language, or the other is not;
the second reader sees it in the picture; a number on which readings do not agree; nothing tells."""

# What the signs weigh. Of 3,940 words on 8 made and worn pages of official text, 66 were wrong at first; the new
# reading as a whole left 46 wrong, the choice word by word 26 (41 without a second reader), and no right word was lost.
_KNOWN, _SURELY_READ, _SEEN, _FITS = 2.0, 1.0, 2.0, 1.0
# Three sizes of a picture are read by one engine: each is half a witness. A text layer is rarely a guess.
_VOTE, _OWN_READING, _OWN_LAYER = 0.5, 1.0, 3.0
_MARGIN = 1.0
_SURE_MARGIN = 2.0
# In nats.
_SEEN_LEAD, _FIT_LEAD = 1.5, 2.0
_DOUBTFUL_CONFIDENCE = 60.0
_CONTEXT_WORDS = 2
_MARKS = ".,;:!?()[]“”\"'‘’…-–/"


class Language(Protocol):
    """What the choice asks of the language model."""

    def knows(self, word: str) -> bool:
        """Whether the word, its marks taken off, is one of the language."""

    def log_chance(self, text: str) -> float:
        """The chance of the words in their order, in nats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place where two readings differ, what each has there, and which is better.

    `was_at` and `now_at` are spans of the two texts. The confidences, 0..100, are those of the engine where one of its
    readings has the words, else None; `was_votes` and `now_votes` tell how many of its readings have them. `was_seen`
    is the share, 0..1, that the second reader gives the words in place, None where it was not asked. `takes_new` is the
    better choice, `is_sure` whether it is clear, `why` one of the reasons above.
    """

    was_at: Span
    now_at: Span
    was: str
    now: str
    was_confidence: float | None = None
    now_confidence: float | None = None
    was_votes: int = 0
    now_votes: int = 0
    was_seen: float | None = None
    takes_new: bool
    is_sure: bool
    why: str


Look = Callable[[Span, Sequence[str]], Sequence[float] | None]
"""How much less likely, in nats, the second reader finds each of some words at a span of the new text; None unasked."""


def places(
    old: str,
    readings: Sequence[PageText],
    *,
    doubts: Sequence[Span],
    by_hand: Sequence[Span],
    language: Language,
    look: Look,
    is_layer: bool = False,
) -> tuple[Place, ...]:
    """Where the first of some readings differs from the text of a page, each place with its better choice.

    `doubts` are spans of the text that were hard to read, `by_hand` those that someone set right; `is_layer`
    tells that the text is the file's own and no reading.
    """
    best = aligned(old, readings[0].text)
    against_old = [_confidences(aligned(old, other.text), other) for other in readings]
    against_new = [_confidences(aligned(readings[0].text, other.text), other) for other in readings]
    found = []
    for place in best.differences:
        was_at, now_at = best.old_span(place), best.new_span(place)
        weighed = _Weighed(
            was=old[was_at.start : was_at.end].strip(),
            now=best.new[now_at.start : now_at.end].strip(),
            was_read=_read_by(against_old, range(place.first_old, place.last_old)),
            now_read=_read_by(against_new, range(place.first_new, place.last_new)),
            is_doubtful=any(_overlap(was_at, doubt) for doubt in doubts),
            nats=_nats(best, place, look),
            fit=_fit(best, place, language),
            is_layer=is_layer,
        )
        takes_new, is_sure, why = weighed.choice(language)
        if any(_overlap(was_at, span) for span in by_hand):
            takes_new, is_sure, why = False, True, BY_HAND
        found.append(
            Place(
                was_at=was_at,
                now_at=now_at,
                was=weighed.was,
                now=weighed.now,
                was_confidence=max(weighed.was_read, default=None),
                now_confidence=max(weighed.now_read, default=None),
                was_votes=len(weighed.was_read),
                now_votes=len(weighed.now_read),
                was_seen=None if weighed.nats is None else _share(weighed.nats),
                takes_new=takes_new,
                is_sure=is_sure,
                why=why,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """All that is known of a place; `*_read` are the confidences of the readings that have the words."""

    was: str
    now: str
    was_read: tuple[float, ...]
    now_read: tuple[float, ...]
    is_doubtful: bool
    nats: tuple[float, float] | None
    fit: float
    is_layer: bool

    def choice(self, language: Language) -> tuple[bool, bool, str]:
        """Whether the new words are taken, whether that is clear, and why."""
        was_known, now_known = _is_known(self.was, language), _is_known(self.now, language)
        if not self.now:  # words that the new reading passes over
            is_noise = not was_known and self.is_doubtful and not self.was_read
            return is_noise, is_noise or was_known, UNKNOWN if is_noise else KNOWN if was_known else OPEN
        surely_read = max(self.now_read, default=0.0) >= _DOUBTFUL_CONFIDENCE
        if not self.was:  # words that only the new reading has
            takes = (now_known and surely_read) or len(self.now_read) > 1
            return (
                takes,
                takes and now_known and surely_read,
                ALIKE if len(self.now_read) > 1 else KNOWN if takes else OPEN,
            )
        seen = 0.0 if self.nats is None else self.nats[0] - self.nats[1]
        lead = (
            _KNOWN * (now_known - was_known)
            + _SURELY_READ * (surely_read - (not self.is_doubtful))
            + _VOTE * (len(self.now_read) - len(self.was_read))
            - (_OWN_LAYER if self.is_layer else _OWN_READING)
            + (_SEEN if seen > _SEEN_LEAD else -_SEEN if seen < -_SEEN_LEAD else 0.0)
            + (_FITS if self.fit > _FIT_LEAD else -_FITS if self.fit < -_FIT_LEAD else 0.0)
        )
        if any(character.isdigit() for character in self.was + self.now):
            takes = lead >= _SURE_MARGIN and len(self.now_read) > 1 and not self.was_read and seen >= 0
            return takes, False, NUMBER
        takes = lead >= _MARGIN and (now_known or not was_known)
        if abs(lead) < _SURE_MARGIN:
            return takes, False, OPEN
        return takes, True, self._why(takes, was_known, now_known, seen)

    def _why(self, takes: bool, was_known: bool, now_known: bool, seen: float) -> str:
        if was_known != now_known:
            return KNOWN if takes == now_known else UNKNOWN
        if abs(seen) > _SEEN_LEAD and (seen > 0) == takes:
            return PICTURE
        return ALIKE if (len(self.now_read) > len(self.was_read)) == takes else KNOWN


def _is_known(words: str, language: Language) -> bool:
    """Whether every word could stand in an official text: a word of the language, a number, a mark."""
    return all(_is_word(word.strip(_MARKS), language) for word in words.split())


def _is_word(word: str, language: Language) -> bool:
    if not any(character.isalpha() for character in word):
        return True
    return language.knows(word) or (is_syllable(word) and (word.islower() or word.istitle() or word.isupper()))


def _confidences(alignment: Alignment, reading: PageText) -> dict[int, float]:
    """By word of the first text, the confidence of the reading that has it too."""
    known = reading.confidences
    return {old: known[new] if new < len(known) else 0.0 for old, new in alignment.equal}


def _read_by(readings: Sequence[dict[int, float]], words: range) -> tuple[float, ...]:
    """The confidences of the readings that have all of these words."""
    return tuple(
        min(read[word] for word in words) for read in readings if words and all(word in read for word in words)
    )


def _nats(alignment: Alignment, place: Difference, look: Look) -> tuple[float, float] | None:
    if (place.last_old - place.first_old, place.last_new - place.first_new) != (1, 1):
        return None
    was, now = alignment.old_words[place.first_old], alignment.new_words[place.first_new]
    nats = look(now, [alignment.old[was.start : was.end], alignment.new[now.start : now.end]])
    return None if nats is None else (nats[0], nats[1])


def _fit(alignment: Alignment, place: Difference, language: Language) -> float:
    """By how many nats the new word fits its neighbours better; 0 where there are not as many words."""
    if place.last_old - place.first_old != place.last_new - place.first_new:
        return 0.0
    was, now = alignment.old_span(place), alignment.new_span(place)
    words = alignment.old[was.start : was.end], alignment.new[now.start : now.end]
    sides = (
        (alignment.old, alignment.old_words, place.first_old, place.last_old),
        (alignment.new, alignment.new_words, place.first_new, place.last_new),
    )
    leads = []
    for text, spans, first, last in sides:  # the words beside it may be misread as well, in one reading or the other
        before, after = spans[max(0, first - _CONTEXT_WORDS) : first], spans[last : last + _CONTEXT_WORDS]
        around = [" ".join(text[span.start : span.end] for span in some) for some in (before, after)]
        chances = [language.log_chance(f"{around[0]} {said} {around[1]}") for said in words]
        leads.append(chances[1] - chances[0])
    return sum(leads) / len(leads)


def _share(nats: tuple[float, float]) -> float:
    """The share of the first of two words whose pictures are so many nats worse than the best reading."""
    return round(1 / (1 + exp(max(-50.0, min(50.0, nats[0] - nats[1])))), 3)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end

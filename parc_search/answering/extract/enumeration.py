"""The items that a sentence counts up, where a question asks for things of a sort: "những lĩnh vực nào".

Found by the noun that is asked for ("lĩnh vực y tế, văn hóa, thể thao"), by the word that opens an enumeration ("như:",
"gồm"), or by quotation marks around several items. Items are never changed: what comes back is one stretch of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.language.fold import fold, fold_with_map
from parc_search.answering.extract.sentences import tidy
from parc_search.ranking.match import Subject, share_of_terms
from parc_search.text.terms import terms

# How directly the text gives the items: the noun asked for stands right before them, or only something opens them.
STRENGTH_NAMED, STRENGTH_OPENED = 0.85, 0.75
MAX_WORDS = 60
_FEWEST_ITEMS = 2
_FEWEST_OPENED_ITEMS = 3
_LONGEST_ITEM_WORDS = 14
_PLURAL = r"(?:nhung|cac|may|hai|ba|bon|nam|sau|bay|tam|chin|muoi|\d+|ke ten|ke ra|liet ke|danh sach)"
_ASKED = re.compile(
    rf"\b{_PLURAL} (\w+) (?:nao|gi)\b|\b{_PLURAL} (?:loai |cai |bo )?(\w+ \w+)(?: \w+){{0,5}}? (?:nao|gi)\b"
    r"|\b(\w+ \w+) (?:nao|gi)\b"
)
_COUNTED = re.compile(r"\b(?:ke ten|ke ra|liet ke|danh sach)(?: (?:cac|nhung))? (\w+ \w+)\b")
# What else opens the items of a sort: a channel is what something goes "through", a person what something is "for".
_OTHERWISE = {
    "linh vuc": r"ngành|nhất là",
    "doi tuong": r"dành cho|cho|đối với",
    "phuong tien": r"thông qua|qua|bằng|trên",
    "hinh thuc": r"thông qua|qua|bằng",
    "bang cach": r"thông qua|qua|bằng",
    "kenh": r"thông qua|qua|trên",
}
# "các công nghệ mũi nhọn như: …" says outright that items follow; "lĩnh vực y tế, văn hóa, …" only runs into them.
_OUTRIGHT = re.compile(
    r"(?: [^\W\d]+){0,5}?,? (?:như|gồm(?: có)?|bao gồm|là|sau đây|sau)\s*:?\s+|(?:,? [^\W\d]+){0,3}\s*:\s+"
)
# With their marks: "như" opens items, "nhu cầu" does not.
_OPENED = re.compile(r"(?:\bnhư|\bgồm(?: có)?|\bbao gồm|\bđó là|\bsau đây|\bnhư sau|\bcụ thể(?: là)?)\s*:?\s+|:\s+")
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_STOP = re.compile(r"[.!?](?=\s|$)|\.{2,}|…")
# Behind the last item the sentence goes on with what the items are for or must be.
_GOES_ON = re.compile(
    r"(?<!\s)\s++(?:để|nhằm|đạt|được|phục vụ|tạo điều kiện|đảm bảo|bảo đảm|theo (?:quy|đúng|hướng)|tại|"
    r"trong (?:năm|giai)|giai đoạn|vào)\b"
)
# Where commas part the items, a semicolon ends them.
_END_OF_COMMAS = re.compile(r"(?<=\w);")
_FEWEST_COMMAS = 2
_SEPARATOR = re.compile(r"(?:(?<!\s)\s++)?[;,]\s*+(?:và\s++)?|(?<!\s)\s++(?:và|hoặc)\s++")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Items as one stretch of the text, and how directly the text gives them."""

    text: str
    strength: float


def asked_noun(question: str) -> str:
    """The noun whose kinds are asked for, folded: "linh vuc" of "những lĩnh vực nào"; empty where none is."""
    folded = " ".join(re.findall(r"\w+", fold(question)))
    found = _COUNTED.search(folded) or _ASKED.search(folded)
    return next(filter(None, found.groups()), "") if found else ""


def enumerated(text: str, question: str, subject: Subject) -> Enumeration | None:
    """The items of the sort that the question asks for; None where the text counts up none."""
    noun = asked_noun(question)
    is_plural = re.search(rf"\b{_PLURAL}\b", fold(question)) is not None
    best: tuple[float, int, Enumeration] | None = None
    for start, end in _sentences(text):
        sentence = text[start:end]
        about = share_of_terms(subject, terms(sentence))
        for items, strength in _in_sentence(sentence, noun, is_plural=is_plural):
            rank = (about + strength, -start)
            if best is None or rank > best[:2]:
                best = (*rank, Enumeration(items, strength))
    return best[2] if best else None


def _in_sentence(sentence: str, noun: str, *, is_plural: bool) -> Iterator[tuple[str, float]]:
    """The items that the sentence may count up, each with how directly it does."""
    lower = sentence.lower()
    if noun:
        folded = fold_with_map(sentence)
        spans = [folded.to_source(*match.span()) for match in re.finditer(rf"\b{re.escape(noun)}\b", folded.text)]
        yield from ((items, STRENGTH_NAMED) for items in _repeated(sentence, [start for start, _ in spans], noun))
        outright = [match.end() for _, end in spans if (match := _OUTRIGHT.match(lower, end))]
        otherwise = _OTHERWISE.get(noun)
        outright += [match.end() for match in re.finditer(rf"\b(?:{otherwise})\s+", lower)] if otherwise else []
        plainly = [end for _, end in spans if is_plural and sentence[end : end + 1].isspace()]
        for ends, fewest in ((outright, _FEWEST_ITEMS), (plainly, _FEWEST_OPENED_ITEMS)):
            for end in ends:
                items = _items(sentence[end:], fewest=fewest)
                if items and _opens_cleanly(items):
                    yield items, STRENGTH_NAMED
    for quoted in _QUOTED.finditer(sentence):
        if items := _items(quoted.group(1), fewest=_FEWEST_OPENED_ITEMS, is_quoted=True):
            yield items, STRENGTH_OPENED
    for match in _OPENED.finditer(lower):
        if items := _items(sentence[match.end() :], fewest=_FEWEST_OPENED_ITEMS):
            yield items, STRENGTH_OPENED


def _repeated(sentence: str, starts: Sequence[int], noun: str) -> Iterator[str]:
    """From the first of several items that all begin with the noun: "Chỉ số PCI, Chỉ số PAPI và Chỉ số SIPAS"."""
    for first, start in enumerate(starts[:-1]):
        parts = _SEPARATOR.split(sentence[start:])
        begins = sum(fold(part).startswith(f"{noun} ") for part in parts)
        if begins >= _FEWEST_ITEMS and begins == len(starts) - first:
            stop = _STOP.search(sentence, start)
            yield tidy(sentence[start : stop.start() if stop else len(sentence)], max_words=MAX_WORDS)
            return


def _items(rest: str, *, fewest: int, is_quoted: bool = False) -> str:
    """The items with which a text begins, as it writes them; empty where it begins with fewer than `fewest`."""
    stop = _STOP.search(rest)
    stretch = rest[: stop.start()] if stop else rest
    end = _END_OF_COMMAS.search(stretch)
    if end and not is_quoted and stretch.count(",", 0, end.start()) >= _FEWEST_COMMAS:
        stretch = stretch[: end.start()]
    parts = _SEPARATOR.split(stretch)
    if len(parts) < fewest or any(len(part.split()) > _LONGEST_ITEM_WORDS for part in parts[:-1]):
        return ""
    further = _GOES_ON.search(stretch, stretch.rfind(parts[-1]))
    if further:
        stretch = stretch[: further.start()]
    elif len(parts[-1].split()) > _LONGEST_ITEM_WORDS:
        return ""
    return tidy(stretch) if len(stretch.split()) <= MAX_WORDS else ""


def _opens_cleanly(items: str) -> bool:
    """Whether the first item is an item, not the rest of the sentence up to its first comma."""
    return len(_SEPARATOR.split(items)[0].split()) <= _LONGEST_ITEM_WORDS // 2


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences stand; a semicolon or a colon ends none."""
    at = 0
    for match in re.finditer(r"(?<=\w[.!?])\s+(?=[A-ZĐÀ-Ỹ])", text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)

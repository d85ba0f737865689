"""The words and phrases by which the name of an agency is told from its grammar, and the tokens of a text."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.gazetteer.agencies import AGENCIES

_WORDS_FILE = Path(__file__).with_name("agency_grammar.toml")

# A code of capitals ("KH,CN&MT", "LĐ-TB&XH") is one token; else a word or a mark.
_TOKEN = re.compile(r"[A-ZĐƯƠ]++(?:[,\-–][A-ZĐƯƠ]++){0,8}+&[A-ZĐƯƠ]++(?:[,\-–&][A-ZĐƯƠ]++)*+|[^\W_]+|[^\w\s]|_")
_SHORTEST_LISTED = 3
# Words that make a head or a noun a plural.
PLURALS = frozenset({"các", "những", "từng"})
# Heads whose domains a list names without them: "các sở: Tài chính, Nội vụ".
FAMILIES = ("Sở ", "Bộ ", "Phòng ")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    lower: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=64)
def tokens_of(text: str) -> tuple[Token, ...]:
    return tuple(
        Token(match.start(), match.end(), match.group(), match.group().lower()) for match in _TOKEN.finditer(text)
    )


def phrase_at(tokens: tuple[Token, ...], at: int, phrase: str) -> int | None:
    """One past the words of `phrase` where they stand at `at`."""
    parts = phrase.split()
    if [token.lower for token in tokens[at : at + len(parts)]] != parts:
        return None
    return at + len(parts)


def _is_word(token: Token, word: str) -> bool:
    return token.lower == word


class Phrases:
    """Phrases by their first word, longest first."""

    def __init__(self, phrases: list[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase.split()), phrase)):
            parts = tuple(phrase.split())
            self._by_first.setdefault(parts[0], []).append(parts)

    @property
    def first_words(self) -> frozenset[str]:
        """The words that the phrases open with."""
        return frozenset(self._by_first)

    def opens(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether one of the phrases stands at `at`."""
        return self.longest(tokens, at) is not None

    def longest(self, tokens: tuple[Token, ...], at: int) -> int | None:
        """One past the longest phrase that stands at `at`, None if none does."""
        if at >= len(tokens):
            return None
        for parts in self._by_first.get(tokens[at].lower, ()):
            end = at + len(parts)
            if end <= len(tokens) and all(map(_is_word, tokens[at:end], parts)):
                return end
        return None


@dataclass(frozen=True, slots=True)
class Words:
    no_heads: Phrases
    no_bodies: Phrases
    heads: Phrases
    open_heads: Phrases
    whole: Phrases
    posts: Phrases
    lone_posts: Phrases
    groups: Phrases
    lone_groups: Phrases
    attributes: Phrases
    levels: Phrases
    verbs: Phrases
    role_verbs: Phrases
    name_words: Phrases
    known: Phrases
    known_groups: Phrases
    domains: dict[str, Phrases]
    functions: frozenset[str]
    openers: frozenset[str]
    verb_pairs: frozenset[str]


@lru_cache(maxsize=1)
def words_of_names() -> Words:
    with _WORDS_FILE.open("rb") as file:
        data: dict[str, Any] = tomllib.load(file)
    listed = {
        name: Phrases(data[name])
        for name in (
            "no_heads", "no_bodies", "heads", "open_heads", "whole", "posts", "lone_posts", "groups", "lone_groups",
            "attributes", "levels",
            "verbs", "role_verbs", "name_words",
        )
    }  # fmt: skip
    names = [
        name for agency in AGENCIES.agencies if agency.kind == "named" for name in (agency.name, *agency.spellings)
    ]
    groups = [agency.name for agency in AGENCIES.agencies if agency.kind != "named"]
    known = [" ".join(token.lower for token in tokens_of(name)) for name in names if len(name) > _SHORTEST_LISTED]
    domains: dict[str, list[str]] = {}
    for name in known:
        head, _, domain = name.partition(" ")
        if f"{head.capitalize()} " in FAMILIES and domain:
            domains.setdefault(head, []).append(domain)
    openers = [listed[name] for name in ("heads", "whole", "posts", "groups", "lone_groups")]
    return Words(
        **listed,
        openers=frozenset().union(*(phrases.first_words for phrases in [*openers, Phrases(known)])),
        known=Phrases(known),
        known_groups=Phrases([" ".join(token.lower for token in tokens_of(name)) for name in groups]),
        domains={head: Phrases(names) for head, names in domains.items()},
        functions=frozenset(data["function_words"]),
        verb_pairs=frozenset(data["verbs"]),
    )

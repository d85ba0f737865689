"""Words of made documents, drawn by a seeded chance: heads by role, tasks, agencies, deadlines, values."""

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

_WORDS_FILE = Path(__file__).with_name("synthetic_words.toml")


@dataclass(slots=True)
class Maker:
    """Draws words; `allowed` says which heads may be drawn, so that a model can be judged on heads it never saw."""

    chance: random.Random
    allowed: Callable[[str, str], bool] = field(default=lambda role, head: True)

    def fill(self, pattern: str) -> str:
        """The pattern with a field, a year, a number in its gaps."""
        year = self.chance.randint(2022, 2030)
        return str(pattern).format(
            field=self.chance.choice(made_words()["words"]["fields"]),
            y=year,
            x=year - self.chance.randint(1, 4),
            b=year - self.chance.randint(1, 5),
            q=self.chance.choice(("I", "II", "III", "IV")),
            m=self.chance.randint(1, 12),
            d=f"{self.chance.randint(1, 28):02d}",
            n=self.chance.randint(10, 990),
            p=self.chance.randint(20, 99),
        )

    def word(self, kind: str) -> str:
        """Some words of a kind."""
        return self.fill(self.chance.choice(made_words()["words"][kind]))

    def head(self, role: str) -> str:
        """A head of a column of this role."""
        heads = [head for head in made_words()["heads"][role] if self.allowed(role, head)]
        head = self.fill(self.chance.choice(heads or made_words()["heads"][role]))
        return head.upper() if self.chance.random() < 0.1 else head

    def task(self) -> str:
        """A task in a sentence, or by the name of what is to be made."""
        if self.chance.random() < 0.2:
            return self.word("names")
        words = made_words()["words"]
        verb, what, tail = (self.chance.choice(words[kind]) for kind in ("verbs", "objects", "tails"))
        return f"{verb} {self.fill(what)}{tail}"

    def agencies(self, most: int = 1) -> tuple[str, ...]:
        """Up to `most` agencies."""
        return tuple(self.chance.sample(made_words()["words"]["agencies"], self.chance.randint(1, most)))

    def partners(self) -> tuple[str, ...]:
        """Agencies that take part, or a group of them."""
        if self.chance.random() < 0.4:
            return (self.chance.choice(made_words()["words"]["groups"][:3]),)
        return self.agencies(3)


@lru_cache(maxsize=1)
def made_words() -> dict[str, Any]:
    """The heads and words of made documents, by kind."""
    return tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8"))


def head_patterns() -> tuple[tuple[str, str], ...]:
    """Every role with each of its heads' patterns."""
    return tuple((role, head) for role, heads in made_words()["heads"].items() for head in heads)

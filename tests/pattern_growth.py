"""How the time of every compiled pattern grows with texts made to slow it down.

The texts are made from the pattern itself: what its parts match, repeated, with an end that does not fit. Each pattern
is used as its module uses it, found by reading the source; one that is handed on is taken to be searched with.
"""

import importlib
import pkgutil
import random
import re
import resource
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from time import process_time

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _parser as sre_parse  # type: ignore[attr-defined]

ROOT = Path(__file__).parent.parent
PACKAGES = ("ingest", "index", "parc_search")
# Training is done by us, on our texts.
LEFT_OUT = re.compile(r"\.(encoder_training|training)\b|\.__main__$|\.encoder_model\b")

SHORT_CHARS = 3_000
# A linear pattern goes through so much in a tenth of this; one with a square in it takes as long or longer.
SUSPECT_S = 0.004
# Two doublings: a linear pattern takes four times as long, one with a square in it sixteen times.
DOUBLINGS, MOST_GROWTH = 2, 10.0
ENOUGH_S = 1.0
GENERAL = (
    "a",
    "A",
    "1",
    " ",
    "\n",
    "\t",
    "<",
    "(",
    "[",
    "- ",
    "a ",
    "A ",
    "1.",
    "1 ",
    "a1",
    "aA",
    ", ",
    "% ",
    "đ",
    "á",
)
USES = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A pattern, the name by which its module holds it, and how it is used there."""

    name: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    uses: tuple[str, ...]


def patterns() -> Iterator[Named]:
    """Every compiled pattern that a module of the packages holds, alone or in a table, each once."""
    seen: set[int] = set()
    for module_name in sorted(_modules()):
        module = importlib.import_module(module_name)
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        for name, value in sorted(vars(module).items()):
            for place, pattern in _within(value, name, depth=0):
                if id(pattern) not in seen and _is_of(module_name, name, source):
                    seen.add(id(pattern))
                    yield Named(name=f"{module_name}.{place}", pattern=pattern, uses=_uses(name, source))


def _modules() -> Iterator[str]:
    for package in PACKAGES:
        yield package
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not LEFT_OUT.search(found.name):
                yield found.name


def _within(value: object, place: str, *, depth: int) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif depth == 4:
        return
    elif isinstance(value, Mapping):
        for key, item in list(value.items())[:500]:
            yield from _within(item, f"{place}[{key!r}]", depth=depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, item in enumerate(list(value)[:500]):
            yield from _within(item, f"{place}[{number}]", depth=depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name), f"{place}.{field.name}", depth=depth + 1)


def _is_of(module_name: str, name: str, source: str) -> bool:
    """Whether the module makes it, and does not only import it."""
    return re.search(rf"^{re.escape(name)}\b[^=\n]*=(?!=)", source, re.M) is not None


def _uses(name: str, source: str) -> tuple[str, ...]:
    every = re.findall(rf"(?<![\w.]){re.escape(name)}\b(?:\.(\w+))?", source)
    # The line that makes it names it once; any other bare name hands it on.
    if every.count("") > 1 or not set(every) & set(USES):
        return ("search",)
    return tuple(use for use in USES if use in every)


def slow_texts(pattern: re.Pattern[str] | re.Pattern[bytes], seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """Texts made to slow the pattern down, each as a beginning, what is repeated, and an end."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = sre_parse.parse(text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    chance = random.Random(seed)
    pieces: dict[str, None] = {}
    for _ in range(3):
        for piece in _pieces(parsed, chance):
            if 0 < len(piece) <= 40:
                pieces[piece] = None
    whole = [_sample(parsed, chance)[:40] for _ in range(3)]
    repeated = dict.fromkeys([*list(pieces)[:24], *whole, *GENERAL])
    for piece in repeated:
        if piece:
            yield "", piece, "\x00"
            if piece not in GENERAL or piece.isspace():
                yield whole[0], piece, "!"


def _pieces(parsed: object, chance: random.Random) -> Iterator[str]:
    """What each part of the pattern matches, and each two that follow each other."""
    samples: list[str] = []
    for operation, argument in parsed:  # type: ignore[attr-defined]
        sample = _one(operation, argument, chance)
        samples.append(sample)
        yield sample
        if len(samples) > 1:
            yield samples[-2] + sample
        for inner in _inner(operation, argument):
            if str(operation) == "BRANCH" and len(samples) > 1:  # the beginning that all ways share stands before it
                yield samples[-2] + _sample(inner, chance)
            yield from _pieces(inner, chance)


def _inner(operation: object, argument: object) -> list[object]:
    name = str(operation)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return [argument[2]]  # type: ignore[index]
    if name == "SUBPATTERN":
        return [argument[3]]  # type: ignore[index]
    if name == "BRANCH":
        return list(argument[1])[:12]  # type: ignore[index]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]  # type: ignore[index]
    return [argument] if name == "ATOMIC_GROUP" else []


def _sample(parsed: object, chance: random.Random) -> str:
    return "".join(_one(operation, argument, chance) for operation, argument in parsed)  # type: ignore[attr-defined]


def _one(operation: object, argument: object, chance: random.Random) -> str:
    name = str(operation)
    if name == "LITERAL":
        return chr(argument)  # type: ignore[arg-type]
    if name in ("ANY", "NOT_LITERAL"):
        return chance.choice("xX7")
    if name == "IN":
        return _of_class(argument, chance)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = argument  # type: ignore[misc]
        times = max(int(least), min(int(most), int(least) + chance.randrange(2), 6))
        return "".join(_sample(inner, chance) for _ in range(times))
    if name == "BRANCH":
        return _sample(chance.choice(argument[1]), chance)  # type: ignore[index]
    inner = _inner(operation, argument)
    return "".join(_sample(part, chance) for part in inner) if name in ("SUBPATTERN", "ATOMIC_GROUP") else ""


def _of_class(items: object, chance: random.Random) -> str:
    names = {
        "CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_DIGIT": "a",
        "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": " ",
    }  # fmt: skip
    offered: list[str] = []
    negated = False
    for operation, argument in items:  # type: ignore[attr-defined]
        kind = str(operation)
        if kind == "NEGATE":
            negated = True
        elif kind == "LITERAL":
            offered.append(chr(argument))
        elif kind == "RANGE":
            offered.append(chr(chance.choice([argument[0], argument[1]])))
        elif kind == "CATEGORY":
            offered.append(names.get(str(argument), "a"))
    if negated:
        return next((letter for letter in "xA7 ,\n" if letter not in offered), "ư")
    return chance.choice(offered or ["a"])


def used(pattern: re.Pattern[str], use: str, text: str) -> float:
    """The seconds of a processor that this use of the pattern takes on the text."""
    began = process_time()
    if use == "sub":
        pattern.sub(text[:0], text)
    elif use == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, use)(text)
    return process_time() - began


def grows_too_fast(named: Named) -> str | None:
    """What makes the pattern's time grow much faster than the text, None if nothing that was tried does."""
    is_bytes = isinstance(named.pattern.pattern, bytes)
    for use in named.uses:
        for begin, piece, end in slow_texts(named.pattern):

            def timed(chars: int) -> float:
                text = begin + piece * max(1, chars // len(piece)) + end  # noqa: B023
                made = text.encode("latin-1", "ignore") if is_bytes else text
                return used(named.pattern, use, made)  # type: ignore[arg-type]  # noqa: B023

            if timed(SHORT_CHARS) < SUSPECT_S:
                continue
            first, grown = min(timed(SHORT_CHARS) for _ in range(3)), 0.0
            if first < SUSPECT_S:
                continue
            for doubling in range(1, DOUBLINGS + 1):
                grown = timed(SHORT_CHARS << doubling)
                if grown > ENOUGH_S:
                    break
            if grown > MOST_GROWTH * first or grown > ENOUGH_S:
                return f"{use}, {begin[:20]!r} + {piece[:40]!r} * n + {end!r}"
    return None


if __name__ == "__main__":
    # Prints a line for each pattern that grows too fast, and how many were tried; a pattern without end ends it, and
    # is the last one named on stderr.
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
    skip = set(sys.argv[2:])
    tried = 0
    for item in patterns():
        tried += 1
        if item.name in skip:
            continue
        print(item.name, file=sys.stderr, flush=True)
        slow = grows_too_fast(item)
        if slow:
            print(f"{item.name}\t{slow}", flush=True)
    print(f"{tried} patterns", flush=True)

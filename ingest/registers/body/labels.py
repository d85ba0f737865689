"""What labelled lines say of a task: "Đơn vị chủ trì: …", "Thời gian thực hiện: …", on their own lines or in its own.

A label opens a line, or follows a full stop, a semicolon or a bracket; its value goes on to the next label. Labels that
stand in one sentence with other words ("đơn vị chủ trì: …" after a comma) are none.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ingest.gazetteer.agency_grammar import leading_agencies, work_in
from ingest.language.fold import fold_with_map

_LABELS_FILE = Path(__file__).with_name("labels.toml")
_OPENS = r"(?:^|(?<=[.;\n(]))[\s\-–+•*(]{0,12}"
_TRIMMED = " \t\n.;,-–+•*"
_MOST_NAME_WORDS = 14
_LEADS = re.compile(
    r"\s?(?:là (?:cơ quan|đơn vị) )?\bchủ trì\b(?: thực hiện)?\s?[,;.]?\s?(?:và )?|\s?[,;]\s?(?=phối hợp (?:với|cùng))",
    re.IGNORECASE,
)
_HELPS_FIRST = re.compile(r"phối hợp(?: thực hiện)?(?: cùng)?(?: với)?\s?:?\s?", re.IGNORECASE)
_HELPS_LAST = re.compile(r" (?:cùng |tham gia )?phối hợp\b", re.IGNORECASE)
_OWNERS = ("lead", "coordinate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """The words of one field at `start:end` of the text that they were read from."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The labelled fields of a text by name, and `task_end`: where the words before the first label end."""

    fields: dict[str, Labelled] = field(default_factory=dict)
    task_end: int = 0

    def __bool__(self) -> bool:
        return bool(self.fields)

    @property
    def stands_alone(self) -> bool:
        """Whether the text holds labels and no task of its own."""
        return bool(self.fields) and self.task_end == 0


def labels_of(text: str, *, goes_on: bool = False) -> Labels:
    """The labelled fields that a text holds; none where it holds no label.

    A product or a budget is a label only beside an owner or a time, or where labelled lines `goes_on`.
    """
    if ":" not in text:
        return Labels()
    folded = fold_with_map(text)
    found = [(match.lastgroup or "", match.start(), match.end()) for match in _pattern().finditer(folded.text)]
    names = {re.sub(r"\d", "", name) for name, _, _ in found}
    if not names or not (goes_on or names & {*_OWNERS, "deadline"}):
        return Labels()
    fields: dict[str, Labelled] = {}
    for number, (name, _, end) in enumerate(found):
        start = folded.starts[end]
        stop = folded.starts[found[number + 1][1]] if number + 1 < len(found) else len(text)
        value = _value(text, start, stop)
        plain = re.sub(r"\d", "", name)
        if value is not None and plain not in fields:
            fields[plain] = value
    if "lead" in fields and "coordinate" not in fields:
        fields |= _parted(fields["lead"])
    first = folded.starts[found[0][1]]
    return Labels(fields=fields, task_end=len(text[:first].rstrip(" \t\n-–+•*(")))


def _parted(value: Labelled) -> dict[str, Labelled]:
    """Lead and partners of a value that tells both: "Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ"."""
    leads = _LEADS.search(value.words)
    if leads is None or not leads.start():
        return {}
    lead, rest = value.words[: leads.start()], value.words[leads.end() :]
    opening, closing = _HELPS_FIRST.match(rest), _HELPS_LAST.search(rest)
    partners = rest[opening.end() :] if opening is not None else rest[: closing.start()] if closing is not None else ""
    if not partners.strip(_TRIMMED):
        return {}
    told = {"lead": lead, "coordinate": partners}
    return {
        name: Labelled(words=words.strip(_TRIMMED), start=value.start, end=value.end) for name, words in told.items()
    }


def names_of(value: str) -> tuple[str, ...]:
    """The agencies of a labelled value, which holds nothing else; an unknown name stands as it is written."""
    names: list[str] = []
    for part in re.split(r"[;\n]", value):
        words = " ".join(part.split()).strip(_TRIMMED)
        if not words:
            continue
        mentions = leading_agencies(words)
        if not mentions:
            if len(words.split()) <= _MOST_NAME_WORDS:
                names.append(words[:1].upper() + words[1:])
            continue
        names += [mention.name for mention in mentions]
        rest = words[mentions[-1].end :]
        if re.match(r"\s+\w", rest):
            further = re.split(r"[,(.]", rest)[0].rstrip()
            verb = work_in(further)  # "Cơ quan thực hiện: Bộ A rà soát …; Bộ B …"
            names[-1] += further if verb is None else further[:verb].rstrip()
    return tuple(dict.fromkeys(names))


def _value(text: str, start: int, stop: int) -> Labelled | None:
    """The value at `start:stop` without the marks around it; a bracket that opened before the label closes it."""
    words = text[start:stop]
    opened = 0
    for offset, character in enumerate(words):
        opened += (character == "(") - (character == ")")
        if opened < 0:
            words = words[:offset]
            break
    begin = start + len(words) - len(words.lstrip(_TRIMMED))
    end = start + len(words.rstrip(_TRIMMED))
    if begin >= end:
        return None
    return Labelled(words=" ".join(text[begin:end].split()), start=begin, end=end)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    with _LABELS_FILE.open("rb") as file:
        data = tomllib.load(file)
    patterns = []
    for number, row in enumerate(data["field"]):
        pattern = row["pattern"].replace("{noun}", data["noun"]).replace("{more}", data["more"])
        patterns.append(rf"(?P<{row['name']}{number}>{pattern})")
    return re.compile(rf"{_OPENS}(?:{'|'.join(patterns)})\s*:\s*")

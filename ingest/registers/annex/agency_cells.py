"""The agencies of a cell that says who leads, who takes part, or both: "Chủ trì: Sở A; phối hợp: Sở B, Sở C".

A cell in a column of owners holds agencies, whatever their names: a part that no list and no grammar knows stands as
it is written. A cell that was read badly is read by `cell_list`, which knows what scanners make of names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.gazetteer.agency_grammar import AgencyMention, leading_agencies
from ingest.gazetteer.agency_lists import AgencyList, cell_list
from ingest.language.fold import fold_with_map
from ingest.language.syllables import share_of_syllables

# Below this share of possible syllables a cell was read badly.
_CLEAN_SHARE = 0.9
_LONGEST_NAME_WORDS = 14
# Words behind a name that go on with it ("Các địa phương | có đảo"); more of them say what the agency has to do.
_LONGEST_TAIL_WORDS = 7
_PART = re.compile(r"[^;•+]*[^;\s•+][^;•+]*")
_BULLET = re.compile(r"(?:^|(?<=\s))[-–*]\s+|\(\d{1,2}\)\s*|(?:^|(?<=\s))\d{1,2}[.)]\s+")
_EXPLAINS = re.compile(r"\s*(?::|doi voi\b|voi\b|ve\b|thuc hien\b|chiu trach nhiem\b|de\b|\(chu tri|\(phoi hop)")
_LABEL = re.compile(
    r"(?:^|(?<=[\s;,.(-]))(?:(?:cac\s+)?(?:co quan|don vi|co quan,? don vi|bo phan|dau moi)\s+)?"
    r"(?P<role>chu tri(?:,? tham muu)?|phoi hop)(?:\s+thuc hien)?\s*:\s*"
)
_THEN_WITH = re.compile(
    r"(?:\s*\(?chu tri\)?)?\s*[,;.-]?\s*(?:va\s+)?\(?phoi hop\)?\s*(?:chat che\s+)?(?:voi|cung|cung voi)?\s*:?\s*"
)
_LEADS_MARK = re.compile(r"(?<!\s)\s*+\(\s*chu tri\s*\)\s*+(?:[,;]\s*+)?")
_LEADS = re.compile(r"(?:\(|(?<!\s)\s*+\(?)\s*+(?:la don vi\s++|la co quan\s++)?chu tri\s*+(?:\)\s*+)?$")
_AS_ABOVE = re.compile(r"\W*(?:nhu tren|nt|-nt-|n/t|nhu muc tren|nhu hang tren|do)\W*|[\"”“〃'`,-]{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Who leads and who takes part, each with its place in the cell's words; None where nobody does."""

    lead: AgencyList | None = None
    coordinate: AgencyList | None = None


def says_as_above(words: str) -> bool:
    """Whether a cell only says that it holds what the one above it holds."""
    return _AS_ABOVE.fullmatch(fold_with_map(words).text) is not None


def agencies_of(words: str) -> AgencyList:
    """The agencies of a cell of nothing else, in their order, as the cell writes them."""
    if share_of_syllables(words) < _CLEAN_SHARE:
        listed = cell_list(words)
        if listed:
            return listed
    found = list(_named(words))
    if not found:
        return cell_list(words)
    names = tuple(dict.fromkeys(mention.name for mention in found))
    read = sum(mention.end - mention.start for mention in found)
    return AgencyList(
        names=names,
        start=found[0].start,
        end=found[-1].end,
        coverage=min(1.0, read / max(len(words.strip()), 1)),
        score=1.0,
    )


def owners_of(words: str, *, both: bool) -> Owners:
    """Who leads and who takes part; `both` says that the column is for both, so that the first of a bare list leads."""
    folded = fold_with_map(words)
    labels = list(_LABEL.finditer(folded.text))
    if labels:
        return _labelled(words, [(label["role"], *folded.to_source(label.start(), label.end())) for label in labels])
    mark = _LEADS_MARK.search(folded.text)
    joint = mark if mark and folded.text[mark.end() :].strip() else None
    if joint is None:
        joint = next((found for found in _THEN_WITH.finditer(folded.text) if "phoi hop" in found.group()), None)
    if joint is not None:
        start, end = folded.to_source(joint.start(), joint.end())
        return Owners(lead=_within(words, 0, start), coordinate=_within(words, end, len(words)))
    leads = _LEADS.search(folded.text)
    end = folded.to_source(leads.start(), leads.end())[0] if leads else len(words)
    listed = _within(words, 0, end)
    if listed is None or not both or len(listed.names) == 1:
        return Owners(lead=listed)
    found = list(_named(words[:end]))
    if len(found) < 2:
        return Owners(lead=listed)
    return Owners(
        lead=_within(words, 0, found[0].end),
        coordinate=_within(words, found[1].start, end),
    )


def partners_in(task: str) -> AgencyList | None:
    """The partners that a task's own first clause names ("… phối hợp với Bộ A …"); None where it names none."""
    folded = fold_with_map(task)
    stop = re.search(r"[;.]\s", folded.text)
    opening = folded.text[: stop.start() if stop else len(folded.text)]
    for match in _WITH_WHOM.finditer(opening):
        at = folded.to_source(match.start(), match.end())[1]
        found = leading_agencies(task[at:])
        if found:
            names = tuple(dict.fromkeys(mention.name for mention in found))
            return AgencyList(names=names, start=at + found[0].start, end=at + found[-1].end, coverage=1.0, score=1.0)
    return None


_WITH_WHOM = re.compile(r"\bphoi hop\s+(?:chat che\s+)?(?:(?:voi|cung)\s+){0,2}")


def _labelled(words: str, labels: list[tuple[str, int, int]]) -> Owners:
    parts: dict[str, AgencyList] = {}
    if words[: labels[0][1]].strip(" -–•+\n("):
        before = _within(words, 0, labels[0][1])
        if before is not None:
            parts["chu tri"] = before
    for number, (role, _, start) in enumerate(labels):
        end = labels[number + 1][1] if number + 1 < len(labels) else len(words)
        listed = _within(words, start, end)
        if listed is not None:
            parts.setdefault("phoi hop" if role == "phoi hop" else "chu tri", listed)
    return Owners(lead=parts.get("chu tri"), coordinate=parts.get("phoi hop"))


def _within(words: str, start: int, end: int) -> AgencyList | None:
    """The agencies of a stretch of a cell, their place counted in the whole cell."""
    listed = agencies_of(words[start:end])
    if not listed:
        return None
    return AgencyList(
        names=listed.names,
        start=start + listed.start,
        end=start + listed.end,
        coverage=listed.coverage,
        score=listed.score,
    )


def _named(words: str) -> Iterator[AgencyMention]:
    """The agencies of a cell with their places, and parts of it that can be nothing else."""
    for part in _PART.finditer(words):
        at = part.start()
        pieces = [piece.end() for piece in _BULLET.finditer(part.group()) if _parts(piece, part.group())]
        for first, last in zip([0, *pieces], [*pieces, len(part.group())], strict=True):
            yield from _named_in(words, at + first, at + last)


def _parts(mark: re.Match[str], words: str) -> bool:
    """Whether a mark parts two agencies: a dash inside a name ("Phòng Văn hóa - Xã hội") does not."""
    return (
        mark.group().strip() not in ("-", "–", "*") or not mark.start() or bool(leading_agencies(words[mark.end() :]))
    )


def _named_in(words: str, start: int, end: int) -> Iterator[AgencyMention]:
    opening = _BULLET.match(words[start:end].lstrip())
    blank = len(words[start:end]) - len(words[start:end].lstrip()) + (opening.end() if opening else 0)
    piece = " " * blank + words[start + blank : end]
    lead_in = len(piece) - len(piece.lstrip(" -–•+*,.:"))
    piece = piece.rstrip(" -–•+*,.:(")
    body = piece[lead_in:]
    if not body:
        return
    found = leading_agencies(body)
    if not found:
        comma = body.find(",")
        listed = comma > 0 and len(body[:comma].split()) <= _LONGEST_TAIL_WORDS and body[:1].isupper()
        name = " ".join((body[:comma] if listed else body).split())
        if len(name.split()) <= _LONGEST_NAME_WORDS and name[0].isalpha():
            stop = start + lead_in + (comma if listed else len(body))
            yield AgencyMention(start=start + lead_in, end=stop, name=name[:1].upper() + name[1:])
        if listed:
            yield from _named_in(words, start + lead_in + comma + 1, end)
        return
    for mention in found[:-1]:
        yield AgencyMention(start=start + lead_in + mention.start, end=start + lead_in + mention.end, name=mention.name)
    last = found[-1]
    tail = body[last.end :]
    beside = leading_agencies(tail.lstrip()) if tail[:1].isspace() and tail.lstrip()[:1].isupper() else ()
    if beside:  # another agency, with nothing between the two
        yield AgencyMention(start=start + lead_in + last.start, end=start + lead_in + last.end, name=last.name)
        yield from _named_in(words, start + lead_in + last.end, end)
        return
    goes_on = tail.strip() and not _EXPLAINS.match(fold_with_map(tail).text)
    if goes_on and tail[:1].isspace() and tail.strip()[0].isalnum() and len(tail.split()) <= _LONGEST_TAIL_WORDS:
        name = " ".join(f"{body[last.start : last.end]}{tail}".split())
        last = AgencyMention(start=last.start, end=len(body), name=name[:1].upper() + name[1:])
    elif tail.lstrip()[:1] == "," and tail.lstrip(" ,")[:1].isupper():
        yield AgencyMention(start=start + lead_in + last.start, end=start + lead_in + last.end, name=last.name)
        gap = len(tail) - len(tail.lstrip(" ,"))
        yield from _named_in(words, start + lead_in + last.end + gap, end)
        return
    yield AgencyMention(start=start + lead_in + last.start, end=start + lead_in + last.end, name=last.name)

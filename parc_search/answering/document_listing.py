"""Which documents speak of something: every document that does, each with one citation.

A document speaks of it where one of its passages holds nearly all of the subject; a legal document that the question
names by its number must stand there with that number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.fold import fold
from parc_search.answering.confidence import CERTAIN
from parc_search.answering.extract.cited_documents import Reference, references
from parc_search.answering.extract.finding import whole
from parc_search.citing.citations import cite, verdict
from parc_search.citing.quotes import Verdict
from parc_search.question.query import Query
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot
from parc_search.results import Citation

# So much of the subject, and of its neighbouring words, must a passage hold to speak of it; set by hand.
LEAST_BODY, LEAST_PAIRS = 0.75, 0.5
_THEM = r"(?:(?:nhung|cac|may) )?(?:dia phuong|tinh|phuong|xa|noi|van ban|tai lieu|ke hoach|bao cao)"
_SPEAK = (
    r"(?:(?:cung|deu|co|da|duoc) )*(?:nhac(?: den| toi)?|neu(?: den| ra)?|noi (?:den|toi|ve)|de cap(?: den| toi)?|"
    r"vien dan|dan chieu|trich dan|can cu|dua vao|dua tren|ghi(?: nhan| ro)?|dua ra|dua vao)"
)
# A plan, a report or a place may also "have" or "set out" something; "văn bản nào quy định …" asks for a legal basis.
_HOLD = (
    r"(?:(?:cung|deu|da) )*(?:co(?: (?:noi|nhac|neu|ghi|de cap|chu truong|nhiem vu|noi dung|muc|phan|mo hinh))?|noi|"
    r"dat ra|dua ra|de ra|chu truong|du kien|danh rieng)"
)
_HOLDERS = r"(?:(?:nhung|cac|may) )?(?:dia phuong|tai lieu|ke hoach|bao cao)"
_ASKED = re.compile(
    rf"\b{_THEM}(?: \w+){{0,2}} nao {_SPEAK}\b"
    rf"|\b{_HOLDERS}(?: \w+){{0,2}} nao {_HOLD}\b"
    rf"|\b{_SPEAK}(?: \w+){{0,1}} (?:trong|o|tai|boi) {_THEM}(?: \w+){{0,5}} nao\b"
)


_PLACES_ASKED = re.compile(r"\b(?:dia phuong|tinh|phuong|xa|noi)(?: \w+){0,2} nao\b")
_CODES = {"nghị định": "NĐ-CP", "nghị quyết": "NQ", "quyết định": "QĐ", "chỉ thị": "CT", "thông tư": "TT"}
_SHORT_NUMBER = re.compile(rf"\b({'|'.join(_CODES)})(?: số)? \d{{1,4}}/(?:19|20)\d\d\b(?!/)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A document that speaks of the subject: its best passage, the checked citation of it, and the verdict."""

    evidence: RankedPassage
    citation: Citation
    verdict: Verdict


def asks_which_documents(query: Query) -> bool:
    """Whether the documents that speak of something are asked for, and what is asked is not one of their fields."""
    # As understood and as typed: a "noi" without its mark may have been read as "nơi".
    asked = f"{query.reading} {query.question}"
    return _ASKED.search(" ".join(fold(asked).split())) is not None


def mentions_of(query: Query, ranked: Sequence[RankedPassage], library: Snapshot) -> tuple[Mention, ...]:
    """The documents that speak of the subject, the best first; `ranked` may bring several passages of one."""
    wanted = _wanted(query.reading)
    found: dict[str, Mention] = {}
    for evidence in ranked:
        passage = evidence.passage
        if passage.source in found or not _speaks(evidence, wanted):
            continue
        for citation in cite(passage.source, (whole(passage),), library):
            checked = verdict(citation, library)
            if checked.is_good:
                found[passage.source] = Mention(evidence=evidence, citation=citation, verdict=checked)
    return tuple(found.values())


def sureness(mention: Mention, query: Query) -> float:
    """How sure it is that the passage speaks of the subject: certain where it has the number, else by its words."""
    return CERTAIN if _wanted(query.reading) else mention.evidence.features.pairs


def _wanted(question: str) -> tuple[Reference, ...]:
    """The documents that the question names, also without the letters of their kind: "Nghị định 107/2020"."""
    return references(_SHORT_NUMBER.sub(lambda found: f"{found.group()}/{_CODES[found.group(1).lower()]}", question))


def asks_for_places(query: Query) -> bool:
    """Whether the places are asked for whose documents speak of it, rather than the documents."""
    return _PLACES_ASKED.search(fold(query.reading)) is not None


def _speaks(evidence: RankedPassage, wanted: Sequence[Reference]) -> bool:
    if wanted:
        cited = references(evidence.passage.reading) + references(evidence.passage.text)
        return all(any(_is_same(one, other) for other in cited) for one in wanted)
    return evidence.features.body >= LEAST_BODY and evidence.features.pairs >= LEAST_PAIRS


def _is_same(one: Reference, other: Reference) -> bool:
    """Whether both are one document: the same serial and kind, and no other year where both have one."""
    years, others = _YEAR.findall(one.number), _YEAR.findall(other.number)
    same_kind = not (one.kind_name and other.kind_name) or one.kind_name == other.kind_name
    return one.serial == other.serial and same_kind and (not years or not others or years == others)

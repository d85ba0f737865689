"""An agency that is told by the words right before it: asked "theo hướng dẫn của cơ quan nào", it stands behind
"theo hướng dẫn của" in the passage; asked "cơ quan nào đề nghị", behind "theo đề nghị của".
"""

import re
from collections.abc import Iterable, Sequence

from ingest.documents import Passage
from ingest.gazetteer.agencies import AgencyMention
from ingest.language.fold import fold, fold_with_map
from parc_search.agency_names import exact_mentions
from parc_search.extract.finding import Finding
from parc_search.extract.places import whole

_BODIES = r"(?:co quan|don vi|so|ban|nganh|bo|phong|ben|uy ban|cap|to chuc|van phong|trung tam)"
# Words that bind an agency to the noun before them: "hướng dẫn của", "quy định của".
_BOUND = re.compile(
    rf"\b(\w+ \w+ cua)(?: (?:cac|nhung))? (?:ai\b|{_BODIES}(?:,? \w+){{0,3}}? nao\b)",
)
# What one does is called by the same words as what is done: "ai đề nghị" and "đề nghị của ai".
_DOING = re.compile(
    r"\b(?:nao|ai) (huong dan|de nghi|yeu cau|chi dao|phan cong|tham dinh|kien nghi|de xuat|gioi thieu)\b"
)
# A post may stand between: "theo đề nghị của Giám đốc Sở Nội vụ".
_POST = re.compile(r"(?:giam doc|chanh|thu truong|truong|chu tich|lanh dao|pho \w+(?: \w+)?)?\s*")
_NAMED = re.compile(
    r"(?:Ban|Tổ|Hội đồng|Ủy ban|Sở|Bộ|Phòng|Trung tâm|Viện|Cục|Văn phòng)"
    r"(?:\s+[A-ZĐÀ-Ỹ]?\w+){1,6}?(?=\s+và\b|\s*[,;.]|\s*$)"
)
_JOINT = re.compile(r"\s*(?:,|;|,?\s*\bva\b|\bhoac\b)\s*(?:cac\s+)?")


def bound_agencies(question: str, passage: Passage, asked: frozenset[str]) -> tuple[AgencyMention, ...]:
    """The agencies behind the words that bind the one asked for; `question` and `asked` are folded."""
    return _behind((match.group(1) for match in _BOUND.finditer(question)), passage, asked)


def doing_agencies(question: str, passage: Passage, asked: frozenset[str]) -> tuple[AgencyMention, ...]:
    """The agencies behind the noun of what the one asked for does."""
    return _behind((f"{match.group(1)} cua" for match in _DOING.finditer(question)), passage, asked)


def finding_of(found: Sequence[AgencyMention], passage: Passage, *, strength: float) -> Finding | None:
    """The finding of these agencies; None without any."""
    names = tuple(dict.fromkeys(mention.name for mention in found))
    if not names:
        return None
    return Finding(
        value=", ".join(names),
        source=passage.source,
        spans=(whole(passage),),
        values=names,
        strength=strength,
        kind="agency",
        leads=False,
    )


def _behind(anchors: Iterable[str], passage: Passage, asked: frozenset[str]) -> tuple[AgencyMention, ...]:
    folded = fold_with_map(passage.reading)
    mentions = exact_mentions(passage.reading)
    for anchor in anchors:
        for match in re.finditer(rf"\b{re.escape(anchor)}\s+", folded.text):
            post = _POST.match(folded.text, match.end())
            at = post.end() if post else match.end()
            place, _ = folded.to_source(at, at)
            run = _run_from(place, mentions, passage.reading)
            if not run and (named := _NAMED.match(passage.reading, place)):
                # a body that the registry does not know, with those that it knows behind it
                first = AgencyMention(
                    name=" ".join(named.group().split()), start=place, end=named.end(), kind="unnamed", score=1.0
                )
                run = _run_from(place, (first, *(m for m in mentions if m.start >= named.end())), passage.reading)
            if run and not any(fold(mention.name) in asked for mention in run):
                return run
    return ()


def _run_from(place: int, mentions: Sequence[AgencyMention], text: str) -> tuple[AgencyMention, ...]:
    """The agencies that stand at a place of the text one after the other, as a list has them."""
    run: list[AgencyMention] = []
    for mention in mentions:
        if (not run and mention.start == place) or (run and _JOINT.fullmatch(fold(text[run[-1].end : mention.start]))):
            run.append(mention)
        elif run:
            break
    return tuple(run)

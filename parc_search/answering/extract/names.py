"""Names asked for by what stands before them: an agency behind "theo đề nghị của", a commune or school by its sort.

A passage that speaks of "các xã, thị trấn" is near every question which communes were meant, and answers none.
"""

import re
from collections.abc import Iterable, Sequence

from ingest.documents import Passage
from ingest.gazetteer.agencies import AgencyMention
from ingest.language.fold import fold, fold_with_map
from parc_search.answering.extract.finding import CandidateAnswer, whole
from parc_search.text.agency_names import exact_mentions

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
_JOINT = re.compile(r"\s*+(?:,|;|(?:,\s*+)?\bva\b|\bhoac\b)\s*+(?:cac\s+)?")
# Places under a document's own place, and bodies that plans seldom name; "huyện nào" of a province, not "tỉnh nào".
_SORTS = "xã|thị trấn|huyện|thị xã|thôn|khu phố|tổ dân phố|công ty|doanh nghiệp|hợp tác xã|trường|bệnh viện|ngân hàng"
# With its marks, as questions are restored: "xã" and "xa" fold alike.
_ASKED = re.compile(rf"(?<!thị )\b(?:{_SORTS})(?: (?:cụ thể|tư nhân|viễn thông|học))? nào\b")
_LIST_ASKED = re.compile(rf"\bdanh sách(?: (?:các|những))? (?:{_SORTS}|đơn vị|cơ quan|nơi)\b")
_UPPER = "A-ZÀ-ỸĐ"
_PROPER_NAME_ASKED = re.compile(rf"\b(?i:{_SORTS})\s+(?:(?i:cổ phần|TNHH|học)\s+)?[{_UPPER}][\w-]*")


def bound_agencies(question: str, passage: Passage, asked: frozenset[str]) -> tuple[AgencyMention, ...]:
    """The agencies behind the words that bind the one asked for; `question` and `asked` are folded."""
    return _behind((match.group(1) for match in _BOUND.finditer(question)), passage, asked)


def doing_agencies(question: str, passage: Passage, asked: frozenset[str]) -> tuple[AgencyMention, ...]:
    """The agencies behind the noun of what the one asked for does."""
    return _behind((f"{match.group(1)} cua" for match in _DOING.finditer(question)), passage, asked)


def finding_of(found: Sequence[AgencyMention], passage: Passage, *, strength: float) -> CandidateAnswer | None:
    """The finding of these agencies; None without any."""
    names = tuple(dict.fromkeys(mention.name for mention in found))
    if not names:
        return None
    return CandidateAnswer(
        value=", ".join(names),
        source=passage.source,
        spans=(whole(passage),),
        values=names,
        strength=strength,
        kind="agency",
        leads=False,
    )


def asks_for_proper_name(question: str) -> bool:
    """Whether the question asks which communes, firms or schools."""
    plain = " ".join(question.lower().split())
    return bool(_ASKED.search(plain) or _LIST_ASKED.search(plain))


def holds_proper_name(passage: Passage) -> bool:
    """Whether the passage names a commune, a firm or a school."""
    return _PROPER_NAME_ASKED.search(passage.reading) is not None


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

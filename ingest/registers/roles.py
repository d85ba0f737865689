"""Who does what in one clause of a task: leading, coordinating and advising agencies, and the deadline.

The rules are those of administrative Vietnamese: "chủ trì" leads, "phối hợp với" names partners, "tham mưu" advises and
leads; a clause that opens with "Phối hợp" makes the agency of the heading a partner. A role is read from the words
of the clause only; what a reader would have to infer is left out.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.documents import Span
from ingest.gazetteer.agency_grammar import leading_agencies, name_goes_on, work_in
from ingest.gazetteer.agency_lists import AgencyList, leading_list
from ingest.language.fold import fold
from ingest.language.fuzzy import PhraseMatch, PhraseMatcher
from ingest.registers.deadlines import DeadlineWords, deadline_in_clause

_LEAD = "chủ trì"
_COORDINATE = "phối hợp"
ADVISE = "tham mưu"
_ROLES = (_LEAD, _COORDINATE, ADVISE)
_LEAST_ROLE = 0.7
# After "phối hợp với" an agency must follow, so a weaker likeness is enough than in any running text.
_LEAST_PARTNER = 0.78
# A link is two or three letters in a scan ("vi", "v6i", "vth"); what matters is the agency that follows it.
_LINK = re.compile(r"[\s,]*(?:ch\S{1,3}\s+\S{1,4}\s+)?(?:c[uùủü]ng\s+)?(?:v\S{1,4}\s+|\S{0,2}i\s+)?")
# "chủ trì, phối hợp, hướng dẫn các sở" shares its object: the verbs between commas are passed over.
_SHARED_OBJECT = re.compile(r"\s*,\s*(?:\w+\s+){1,3}?(?=(?:c[aáà]c|s[oởơ]|UBND)\b)", re.IGNORECASE)
_OPENING_REACH = 4
# Who advises is a person here, not the agency: "công chức trực tiếp tham mưu nhiệm vụ".
_PERSONS = re.compile(r"(?:t\w{2,4} t\w{1,4}p|doi ng\w+|cong ch\w+|co quan|can bo|nguoi)\s*$")
_UNNAMED = re.compile(r"các\s+(?:cơ\s+quan|đơn\s+vị|địa\s+phương|ngành|tổ\s+chức)(?!\w)", re.IGNORECASE)
# Words that only say how eagerly: "Chủ động phối hợp với …" makes a partner like "Phối hợp với …".
_EAGER = re.compile(
    r"\s*(?:(?:chủ động|tích cực|kịp thời|thường xuyên|tiếp tục|đồng thời|tăng cường|có trách nhiệm|tham gia|và)"
    r"[\s,]+)+(?=phối hợp)",
    re.IGNORECASE,
)
# "phối hợp chặt chẽ, kịp thời với", "phối hợp, hướng dẫn các sở", "phối hợp và hỗ trợ Sở Y tế", "phối hợp thực hiện
# với": how, and verbs that share the object.
_HOW = r"(?:chặt chẽ|tốt|đồng bộ|thường xuyên|có hiệu quả|hiệu quả|kịp thời|chủ động|tích cực|nhịp nhàng|thống nhất)"
_WITH = re.compile(
    r"(?:\s{0,3},\s{0,3}\w+ \w+|\s{1,3}và\s{1,3}\w+ \w+"
    r"|\s{1,3}(?:thực hiện|triển khai|tổ chức)(?=\s{1,3}(?:cùng|với)))?"
    rf"(?:(?:\s{{0,3}},\s{{0,3}}|\s{{1,3}}và\s{{1,3}}|\s{{1,3}}){_HOW}){{0,3}}(?:\s{{1,3}}cùng)?(?:\s{{1,3}}với)?\s{{1,3}}"
)
# "… với sự phối hợp của Sở Y tế": whose help a task has.
_HELP = re.compile(r"\b(?:có|với|cùng)\s+sự\s+(?:tham gia\s*,\s*)?$", re.IGNORECASE)
_WHOSE = re.compile(r"\s+(?:chặt chẽ\s+)?của\s+")
_TOGETHER_FIRST = re.compile(r"[\s\-–+•]{0,6}cùng(?:\s+với)?\s+", re.IGNORECASE)
# "lực lượng Công an, Quân sự": the bodies are named behind the word.
_FORCES = re.compile(r"(?:các\s+)?lực\s+lượng\s+", re.IGNORECASE)
# "chủ trì, cùng Sở Y tế …" names partners as "phối hợp với" does.
_TOGETHER = re.compile(r"\s*,?\s*cùng(?:\s+với)?(?=\s)")
_COMMA = re.compile(r"\s*[,;]\s*")
_HELPS = re.compile(r"\s+(?:cùng\s+)?(?:tham gia\s+)?phối hợp(?!\s+(?:với|cùng))")
_LONGEST_LIST = 900
_LONGEST_HELP = 40
_WORDS_ONLY = re.compile(r"[^.;:()]{1,160}")
_BETWEEN_BODIES = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
_MOST_NAME_WORDS = 12
_REMEMBERED = 256
# A time in front of a role ends within so many letters.
_LONGEST_TIME = 60
# Roles are told at the beginning of a clause; no more of it is held against the next.
_LONGEST_COMPARED = 2000
_CLAUSE_END = re.compile(r"(?<=[;.])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The roles that one clause gives; `partners` are named partners with their place in the clause."""

    opens_with: str | None
    partners: AgencyList | None
    advises: bool
    deadline: DeadlineWords | None

    @property
    def signature(self) -> tuple[object, ...]:
        """What tells clauses apart: a bullet is split where it changes."""
        names = self.partners.names if self.partners else ()
        return (self.opens_with == _COORDINATE, names, self.advises, self.deadline.words if self.deadline else None)


def roles_of(clause: str, *, broken: bool = True) -> Roles:
    """The roles in a clause; in clean text, which is not `broken`, their words are looked for as they are spelled."""
    return _roles_of(clause, broken)


@lru_cache(maxsize=_REMEMBERED)
def _roles_of(clause: str, broken: bool) -> Roles:
    matches = _role_words().find(clause) if broken else _spelled(clause)
    first = _TOGETHER_FIRST.match(clause)
    partners = _listed(clause, first.end()) if first is not None else None
    for match in matches:
        together = _TOGETHER.match(clause, match.end) if _ROLES[match.index] == _LEAD else None
        if together is not None and partners is None:
            partners = _named(clause, together.end())
        if _ROLES[match.index] == _LEAD and partners is None and not broken:
            partners = _named_before(clause, match.end)
        if _ROLES[match.index] == _COORDINATE and partners is None:
            partners = _partners(clause, match, broken=broken)
    return Roles(
        opens_with=_opening(clause, matches, broken=broken),
        partners=partners,
        advises=any(_is_verb(clause, match) for match in matches if _ROLES[match.index] == ADVISE),
        deadline=deadline_in_clause(clause, broken=broken),
    )


def _spelled(clause: str) -> list[PhraseMatch]:
    found = re.finditer("|".join(_ROLES), clause.lower())
    return [
        PhraseMatch(index=_ROLES.index(match.group()), start=match.start(), end=match.end(), score=1.0)
        for match in found
    ]


def clauses(text: str, start: int, end: int, *, broken: bool = True) -> list[Span]:
    """The spans of a bullet that are rows of their own: split only where roles, partners or deadlines differ."""
    cuts = [start, *(start + m.end() for m in _CLAUSE_END.finditer(text[start:end])), end]
    pieces = [Span(start=a, end=b) for a, b in pairwise(cuts) if text[a:b].strip()]
    rows: list[Span] = []
    for piece in pieces:
        words = text[piece.start : piece.end]
        goes_on = rows and words.lstrip()[:1].islower() and text[: piece.start].rstrip()[-1:] != ";"
        if rows and (goes_on or not _opens_row(text[rows[-1].start : rows[-1].end], words, broken=broken)):
            rows[-1] = Span(start=rows[-1].start, end=piece.end)
        else:
            rows.append(piece)
    return [Span(start=row.start, end=row.start + len(text[row.start : row.end].rstrip())) for row in rows]


def opens_with_coordination(roles: Roles) -> bool:
    """Whether the clause only makes its agency a partner of others."""
    return roles.opens_with == _COORDINATE


def _opens_row(before: str, piece: str, *, broken: bool) -> bool:
    roles = roles_of(piece[:_LONGEST_COMPARED], broken=broken)
    previous = roles_of(before[:_LONGEST_COMPARED], broken=broken)
    if roles.opens_with is None and roles.partners is None:
        return roles.deadline is not None and roles.deadline.start <= _OPENING_REACH and previous.deadline is None
    return roles.signature != previous.signature


def _opening(clause: str, matches: list[PhraseMatch], *, broken: bool) -> str | None:
    """The role that a clause opens with, behind words of eagerness or a time ("Hằng năm, phối hợp với …")."""
    head = len(clause) - len(clause.lstrip(" -+•\t\n")) + _OPENING_REACH
    eager = _EAGER.match(clause)
    if eager is not None:
        head = max(head, eager.end() + 1)
    first = matches[0] if matches else None
    if first is not None and head < first.start <= _LONGEST_TIME + _OPENING_REACH:
        skipped = deadline_in_clause(clause[:_LONGEST_TIME], broken=broken)
        if skipped is not None and skipped.start <= head:
            head = skipped.end + _OPENING_REACH
    return _ROLES[first.index] if first is not None and first.start <= head else None


def _partners(clause: str, match: PhraseMatch, *, broken: bool) -> AgencyList | None:
    if _HELP.search(clause[max(0, match.start - _LONGEST_HELP) : match.start]):
        whose = _WHOSE.match(clause, match.end)
        return _listed(clause, whose.end()) if whose is not None else None
    named = _named(clause, match.end)
    if not broken:
        return named
    known = _known(clause, match)
    if named is not None and (known is None or known.end <= named.end):
        return named
    return known


def _known(clause: str, match: PhraseMatch) -> AgencyList | None:
    """Partners that the list of agencies knows, misread letters allowed."""
    shared = _SHARED_OBJECT.match(clause, match.end)
    link = _LINK.match(clause, match.end)
    for at in [shared.end() if shared else None, link.end() if link else None, match.end]:
        if at is None:
            continue
        listed = leading_list(clause[at : at + 300], least_score=_LEAST_PARTNER, skip_letters=1)
        if listed:
            return AgencyList(
                names=listed.names,
                start=at + listed.start,
                end=at + listed.end,
                coverage=listed.coverage,
                score=listed.score,
            )
    return _unnamed(clause, link.end() if link else match.end)


def _named(clause: str, at: int) -> AgencyList | None:
    """Partners told by the grammar of their names, behind "với", "cùng" or nothing."""
    link = _WITH.match(clause, at)
    start = link.end() if link else at
    forces = _FORCES.match(clause, start)
    if forces is not None and clause[forces.end() : forces.end() + 1].isupper():
        start = forces.end()
    named = _listed(clause, start)
    if named is None and link is not None and "với" in link.group():
        return _bodies(clause, start)
    return named


def _listed(clause: str, start: int) -> AgencyList | None:
    """The agencies that a list at `start` names."""
    mentions = leading_agencies(clause[start : start + _LONGEST_LIST])
    if not mentions:
        return None
    last = start + mentions[-1].end
    end = name_goes_on(clause, last, mentions[-1].name, to_role=False)
    names = [mention.name for mention in mentions]
    if end > last:
        names[-1] = f"{names[-1]} {' '.join(clause[last:end].split())}"
    return AgencyList(
        names=tuple(dict.fromkeys(names)),
        start=start + mentions[0].start,
        end=end,
        coverage=1.0,
        score=1.0,
    )


def _named_before(clause: str, at: int) -> AgencyList | None:
    """Partners between who leads and their verb: "… chủ trì, Công an tỉnh và Sở Y tế phối hợp"."""
    comma = _COMMA.match(clause, at)
    mentions = leading_agencies(clause[comma.end() : comma.end() + _LONGEST_LIST]) if comma is not None else ()
    if comma is None or not mentions or _HELPS.match(clause, comma.end() + mentions[-1].end) is None:
        return None
    return AgencyList(
        names=tuple(dict.fromkeys(mention.name for mention in mentions)),
        start=comma.end() + mentions[0].start,
        end=comma.end() + mentions[-1].end,
        coverage=1.0,
        score=1.0,
    )


def _bodies(clause: str, at: int) -> AgencyList | None:
    """Partners that no grammar knows ("các hãng hàng không"): the words up to the verb of what is done with them."""
    words = _WORDS_ONLY.match(clause, at)
    verb = work_in(words.group()) if words is not None else None
    if words is None or not verb:
        return None
    listed = words.group()[:verb].rstrip(" ,")
    names = [" ".join(name.split()) for name in _BETWEEN_BODIES.split(listed)]
    if not all(0 < len(name.split()) <= _MOST_NAME_WORDS for name in names):
        return None
    return AgencyList(
        names=tuple(dict.fromkeys(name[:1].upper() + name[1:] for name in names)),
        start=at,
        end=at + len(listed),
        coverage=1.0,
        score=1.0,
    )


def _unnamed(clause: str, at: int) -> AgencyList | None:
    """Partners without a name of their own: "phối hợp với các đơn vị …"."""
    named = _UNNAMED.match(clause, at)
    if named is None:
        return None
    words = " ".join(named.group().split())
    return AgencyList(
        names=(words[:1].upper() + words[1:],), start=named.start(), end=named.end(), coverage=1.0, score=1.0
    )


def _is_verb(clause: str, match: PhraseMatch) -> bool:
    return _PERSONS.search(fold(clause[max(0, match.start - 20) : match.start])) is None


@lru_cache(maxsize=1)
def _role_words() -> PhraseMatcher:
    return PhraseMatcher(_ROLES, least_score=_LEAST_ROLE)

"""Places and years: the same sentence stands in the plans of many provinces and of every year.

Official text of the ministries has neither in its titles, so passages are put under made titles, and what tells a
question's passage from its doubles is the place and the year alone. Nothing is drawn from the sample documents.
"""

import random
from dataclasses import dataclass

from ingest.repair.training.places import PLACES

_YEARS = tuple(range(2016, 2036))
_KINDS = ("Kế hoạch", "Kế hoạch", "Kế hoạch", "Báo cáo", "Quyết định", "Chương trình", "Kết luận")
_THEMES = (
    "cải cách hành chính", "cải cách hành chính nhà nước", "chuyển đổi số", "thực hiện chương trình tổng thể cải cách "
    "hành chính", "phát triển kinh tế - xã hội", "kiểm soát thủ tục hành chính", "cải thiện môi trường kinh doanh",
    "thực hiện Nghị quyết của Chính phủ", "thực hành tiết kiệm, chống lãng phí", "phòng, chống tham nhũng",
)  # fmt: skip
_PLACE_WAYS = (
    "{q} ở {p}",
    "{q} của {p}",
    "{q} tại {p}",
    "{p}: {q}",
    "{q} trên địa bàn {p}",
    "ở {p} thì {q}",
    "{q} {p}",
)
_YEAR_WAYS = ("{q} năm {y}", "năm {y} {q}", "{q} trong năm {y}", "kế hoạch năm {y}: {q}", "{q} {y}")
_BOTH_WAYS = (
    "{q} ở {p} năm {y}", "{q} trong kế hoạch năm {y} của {p}", "theo kế hoạch {y} của {p}, {q}", "năm {y}, {q} ở {p}",
    "{q} của {p} {y}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """A made title with its place and its years, one or the first and last of a period."""

    title: str
    place: str
    years: tuple[int, ...]

    @property
    def head(self) -> str:
        """The line that stands above the passage in the index: title, place where the title lacks it, years."""
        place = "" if self.place in self.title else self.place
        return ". ".join(part for part in (self.title, place, "–".join(map(str, self.years))) if part)

    def asked(self, question: str, rng: random.Random) -> str:
        """The question with the place, the year, or both named."""
        stem = question.rstrip("?")
        draw, year = (
            rng.random(),
            str(rng.choice(self.years)) if len(self.years) == 1 else "-".join(map(str, self.years)),
        )
        ways = _PLACE_WAYS if draw < 0.3 else _YEAR_WAYS if draw < 0.55 else _BOTH_WAYS
        scoped = rng.choice(ways).format(q=stem, p=self.place, y=year)
        return scoped + "?" if question.endswith("?") and rng.random() < 0.8 else scoped


def scopes(count: int, rng: random.Random) -> list[Scope]:
    """Different scopes for as many doubles: some share the place, some the year."""
    places, first = rng.sample(PLACES, max(2, count // 2)), rng.choice(_YEARS)
    kind, theme = rng.choice(_KINDS), rng.choice(_THEMES)
    found: dict[tuple[str, tuple[int, ...]], Scope] = {}
    while len(found) < count:
        place, year = rng.choice(places), first + rng.randint(-2, 2)
        years = (year, year + 4) if rng.random() < 0.25 else (year,)
        when = f"giai đoạn {years[0]}-{years[1]}" if len(years) > 1 else f"năm {year}"
        shown = rng.random()
        title = f"{kind} {theme}" + (f" {when}" if shown < 0.8 else "") + (f" {place}" if shown < 0.5 else "")
        found.setdefault((place, years), Scope(title, place, years))
    return list(found.values())

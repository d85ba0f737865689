"""The one shape of a score: parts of a whole, so that cases add up without losing their weight."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part` of `whole`: one hit of one question, three wrong of forty syllables."""

    part: float
    whole: float

    @property
    def value(self) -> float:
        """The quotient.

        Raises:
            ZeroDivisionError: nothing was scored.
        """
        return self.part / self.whole


def yes_or_no(is_met: bool) -> Ratio:
    """One of one, or none of one."""
    return Ratio(float(is_met), 1.0)


def total(ratios: Iterable[Ratio | None]) -> Ratio | None:
    """The ratio of the sums (a micro average); None where no case was scored."""
    scored = [ratio for ratio in ratios if ratio is not None and ratio.whole > 0]
    if not scored:
        return None
    return Ratio(sum(ratio.part for ratio in scored), sum(ratio.whole for ratio in scored))

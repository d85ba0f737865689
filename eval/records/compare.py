"""Two records side by side on the cases that both scored: the paired difference, and whether it may be chance."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from eval.metrics.ranking import Ratio, total
from eval.records.record import ALL, Case, Record, Run, is_in

# Metrics of which less is better; the others are better when they grow.
LESS_IS_BETTER = frozenset({"SER", "harm", "false refusal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One metric over the cases of one category that both records scored.

    `better` and `worse` count the cases on which the second record changed; `chance` is the two-sided sign
    test's probability of a split at least as uneven if nothing had changed. Where the cases of a record are not kept,
    only its totals are compared: nothing is paired and there is no `chance`.
    """

    suite: str
    category: str
    metric: str
    n: int
    before: float
    after: float
    better: int | None
    worse: int | None

    @property
    def is_change(self) -> bool:
        """Whether a case changed, or the total where cases are not known."""
        return self.before != self.after if self.better is None else bool(self.better or self.worse)

    @property
    def chance(self) -> float | None:
        """The two-sided sign test over the changed cases; 1 if none changed.

        Source: Conover, Practical Nonparametric Statistics, 1999, section 3.4.
        """
        if self.better is None or self.worse is None:
            return None
        changed, fewer = self.better + self.worse, min(self.better, self.worse)
        tail = sum(math.comb(changed, k) for k in range(fewer + 1)) / float(2**changed)
        return min(1.0, 2 * tail)


def differences(before: Record, after: Record, *, system: str) -> Iterator[Difference]:
    """Every metric of every category of the suites that both records hold for `system`."""
    for run in before.runs:
        other = after.run(run.suite, run.system)
        if run.system == system and other is not None:
            kept = run.totals is None and other.totals is None
            yield from _run_differences(run, other) if kept else _total_differences(run, other)


def comparison_text(rows: list[Difference]) -> str:
    """The differences as lines to read, one a metric and category; what did not change is left out."""
    lines = [
        f"{'suite':10s} {'category':22s} {'metric':14s} {'n':>4s} {'before':>7s} {'after':>7s} {'diff':>7s} "
        f"{'better':>6s} {'worse':>5s} {'chance':>6s}"
    ]
    lines += [
        f"{row.suite:10s} {row.category:22s} {row.metric:14s} {row.n:4d} {row.before:7.3f} {row.after:7.3f} "
        f"{row.after - row.before:+7.3f} {_paired(row)}"
        for row in rows
        if row.is_change
    ]
    return "\n".join(lines if len(lines) > 1 else [*lines, "no case changed"])


def _paired(row: Difference) -> str:
    if row.chance is None:
        return f"{'–':>6s} {'–':>5s} {'–':>6s}"
    return f"{row.better:6d} {row.worse:5d} {row.chance:6.3f}"


def _total_differences(before: Run, after: Run) -> Iterator[Difference]:
    earlier, later = before.summary()[ALL], after.summary()[ALL]
    for metric in [name for name in earlier if name in later]:
        yield Difference(
            suite=before.suite,
            category=ALL,
            metric=metric,
            n=int(later[metric].whole),
            before=round(earlier[metric].value, 4),  # as they are written
            after=round(later[metric].value, 4),
            better=None,
            worse=None,
        )


def _run_differences(before: Run, after: Run) -> Iterator[Difference]:
    later = {case.id: case for case in after.cases}
    pairs = [(case, later[case.id]) for case in before.cases if case.id in later]
    for category in before.summary():
        inside = [(case, other) for case, other in pairs if is_in(case, category)]
        for metric in dict.fromkeys(name for case, _ in inside for name in case.scores):
            difference = _difference(inside, before.suite, category, metric)
            if difference is not None:
                yield difference


def _difference(pairs: list[tuple[Case, Case]], suite: str, category: str, metric: str) -> Difference | None:
    scored = [
        (one.scores[metric], other.scores[metric])
        for one, other in pairs
        if _is_scored(one, metric) and _is_scored(other, metric)
    ]
    before, after = total(one for one, _ in scored), total(other for _, other in scored)
    if before is None or after is None:
        return None
    gains = [_gain(one, other, metric) for one, other in scored]
    return Difference(
        suite=suite,
        category=category,
        metric=metric,
        n=len(scored),
        before=before.value,
        after=after.value,
        better=sum(gain > 0 for gain in gains),
        worse=sum(gain < 0 for gain in gains),
    )


def _is_scored(case: Case, metric: str) -> bool:
    return metric in case.scores and case.scores[metric].whole > 0


def _gain(before: Ratio, after: Ratio, metric: str) -> float:
    growth = after.value - before.value
    return -growth if metric in LESS_IS_BETTER else growth

"""Gold restorations against a repairer."""

from collections.abc import Mapping, Sequence

from eval.datasets.labels import GoldRepair
from eval.metrics.reading import harm, numbers_kept, syllable_errors
from eval.records.record import Case, Failure, Run

SUITE = "repair"


def score_repairs(golds: Sequence[GoldRepair], texts: Mapping[str, str], *, system: str) -> Run:
    """The run of a repairer whose output is given by id; a text that is not there counts as empty."""
    failures = [Failure(id=gold.id, reason="no text came") for gold in golds if gold.id not in texts]
    return Run(
        suite=SUITE,
        system=system,
        cases=tuple(_case(gold, texts.get(gold.id, "")) for gold in golds),
        failures=tuple(failures),
    )


def _case(gold: GoldRepair, text: str) -> Case:
    return Case(
        id=gold.id,
        groups={"document": gold.id.split("-")[0]},
        scores={
            "SER": syllable_errors(text, gold.gold),
            "harm": harm(text, raw=gold.raw, gold=gold.gold),
            "numbers kept": numbers_kept(text, raw=gold.raw, gold=gold.gold),
        },
    )

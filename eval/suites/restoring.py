"""Diacritics put back: texts are stripped of them, and the reading is held against what they were."""

from collections.abc import Callable, Mapping

from eval.metrics.ranking import Ratio
from eval.metrics.reading import syllable_errors
from eval.records.record import Case, Run
from ingest.language.syllables import bare

SUITE = "restored"


def score_restoration(texts: Mapping[str, Mapping[str, str]], restore: Callable[[str], str], *, system: str) -> Run:
    """The run over texts by kind and id; `restore` gets each without its diacritics, case and signs kept."""
    return Run(
        suite=SUITE,
        system=system,
        cases=tuple(
            Case(id=name, groups={"text": kind}, scores={"syllables restored": _right(restore(bare(text)), text)})
            for kind, named in texts.items()
            for name, text in named.items()
        ),
    )


def _right(restored: str, text: str) -> Ratio:
    wrong = syllable_errors(restored, text)
    return Ratio(max(0.0, wrong.whole - wrong.part), wrong.whole)

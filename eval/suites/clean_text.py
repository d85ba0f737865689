"""Clean text must come back as it was: each syllable that repair changed in it is harm."""

from collections.abc import Callable, Mapping

from eval.metrics.reading import harm
from eval.records.record import Case, Run

SUITE = "kept"


def score_keeping(texts: Mapping[str, str], repair: Callable[[str], str], *, system: str) -> Run:
    """The run over clean texts by name."""
    return Run(
        suite=SUITE,
        system=system,
        cases=tuple(
            Case(id=name, groups={"text": name}, scores={"clean changed": harm(repair(text), raw=text, gold=text)})
            for name, text in texts.items()
        ),
    )

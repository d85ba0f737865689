"""Whether what is shown as a quote stands in its source, to the character."""

from collections.abc import Mapping

from eval.given import Given
from eval.metrics.ratio import Ratio


def verbatim(given: Given, source_texts: Mapping[str, str]) -> Ratio | None:
    """The citations whose quote is exactly their span of the source text, of all citations; None without any."""
    if not given.citations:
        return None
    exact = sum(source_texts.get(item.source, "")[item.start : item.end] == item.quote for item in given.citations)
    return Ratio(float(exact), float(len(given.citations)))

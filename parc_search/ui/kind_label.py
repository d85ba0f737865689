"""What the short answer is called over its field: an agency is said to lead only where the sentence says so."""

from parc_search.messages import LEADING_AGENCY
from parc_search.results import Answer
from parc_search.ui import words


def kind_label(answer: Answer, *, otherwise: str) -> str:
    """The label of an answer by its kind; `otherwise` where the kind has none."""
    if answer.kind == "agency" and answer.sentence and LEADING_AGENCY not in answer.sentence:
        return words.NAMED_AGENCY
    return words.KIND_LABELS.get(answer.kind, otherwise)

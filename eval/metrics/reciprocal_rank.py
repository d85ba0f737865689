"""How far down a reader must look for the evidence."""

from eval.given import Given
from eval.labels import Question
from eval.metrics.ratio import Ratio
from eval.metrics.recall import first_rank

# Beyond the tenth hit nobody looks; the contract gives no more.
DEPTH = 10


def reciprocal_rank(question: Question, given: Given) -> Ratio | None:
    """1/rank of the first hit that overlaps the evidence, 0 beyond `DEPTH`; None without an answer to find.

    Source: Voorhees, The TREC-8 Question Answering Track Report, 1999.
    """
    if not question.is_answerable:
        return None
    rank = first_rank(question, given)
    return Ratio(1 / rank if rank is not None and rank <= DEPTH else 0.0, 1.0)

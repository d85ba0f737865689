"""A witness cosigns what continues what it saw, and nothing else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.store.audit_chain import AuditRecord
from ingest.errors import EvidenceError
from parc_search.evidence.checkpoint import LOG_KEY, Note, PublicKey
from parc_search.evidence.keys import KeyFolder
from parc_search.evidence.proof import Log
from parc_search.evidence.witness import Request, Witness
from tests.parc_search.evidence.logs import asked, chained

RECORDS = chained([asked(n) for n in range(1, 10)])
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path / "keys", kind=LOG_KEY, prefix="parc-search")


@pytest.fixture
def witness(tmp_path: Path, keys: KeyFolder) -> Witness:
    """A witness that watches the log."""
    with keys.locked():
        keys.signing_key()
    made = Witness(tmp_path / "witness", clock=lambda: NOON)
    made.trust(keys.public_keys())
    return made


def request(keys: KeyFolder, records: list[AuditRecord], since: int) -> str:
    return Log(records, keys).request(Log(records, keys).sign(), since)


def forged_request(keys: KeyFolder, records: list[AuditRecord], since: int) -> str:
    """What whoever holds the log's key can sign behind the back of the program: it forgets what it signed last."""
    (keys.folder / "last.checkpoint").unlink(missing_ok=True)
    return request(keys, records, since)


def test_a_log_that_grows_is_cosigned_each_time_with_the_time(keys: KeyFolder, witness: Witness) -> None:
    key = witness.public_key()
    for since, size in ((0, 3), (3, 3), (3, 8), (8, 9)):
        cosigned = witness.cosign(request(keys, RECORDS[:size], since))
        note = Note.parse(cosigned)
        assert note.signers([*keys.public_keys(), key]) == (*keys.public_keys(), key)
        assert int.from_bytes(note.signatures[-1][1][4:12], "big") == NOON.timestamp()
        assert Log(RECORDS, keys).check(cosigned).size == size


def test_the_first_word_on_a_log_needs_no_way_to_it(keys: KeyFolder, witness: Witness) -> None:
    assert Log(RECORDS, keys).check(witness.cosign(Log(RECORDS, keys).sign())).size == 9


def test_a_request_has_the_lines_that_witnesses_ask_for(keys: KeyFolder) -> None:
    signed = Log(RECORDS, keys).sign()
    written = Log(RECORDS, keys).request(signed, 8)
    first, node, empty, *rest = written.split("\n")
    assert (first, len(node), empty, "\n".join(rest)) == ("old 8", 44, "", signed)
    parsed = Request.parse(written)
    assert (parsed.since, len(parsed.path), parsed.checkpoint) == (8, 1, signed)


def test_a_rewritten_log_is_refused_and_its_request_kept(keys: KeyFolder, witness: Witness, tmp_path: Path) -> None:
    witness.cosign(request(keys, RECORDS[:5], 0))
    rewritten = chained([asked(n, answer="Sở Tư pháp" if n == 2 else "Sở Nội vụ") for n in range(1, 10)])
    forged = forged_request(keys, rewritten, 5)
    with pytest.raises(EvidenceError, match="9 bản ghi này không nối tiếp 5 bản ghi đã làm chứng"):
        witness.cosign(forged)
    (kept,) = (tmp_path / "witness").glob("refused-*.txt")
    assert kept.read_text(encoding="utf-8") == forged
    assert witness.cosign(forged_request(keys, RECORDS, 5)).startswith(keys.public_keys()[0].name)


def test_a_log_whose_end_was_cut_is_refused(keys: KeyFolder, witness: Witness) -> None:
    witness.cosign(request(keys, RECORDS[:5], 0))
    with pytest.raises(EvidenceError, match="ít hơn 5 bản ghi đã làm chứng"):
        witness.cosign(forged_request(keys, RECORDS[:4], 0))


def test_two_histories_of_one_length_are_not_both_cosigned(keys: KeyFolder, witness: Witness) -> None:
    witness.cosign(request(keys, RECORDS[:5], 0))
    with pytest.raises(EvidenceError, match="hai nội dung khác nhau cho cùng 5 bản ghi"):
        witness.cosign(forged_request(keys, chained([asked(n) for n in range(11, 16)]), 5))


def test_a_request_that_begins_elsewhere_is_told_where_the_witness_stands(keys: KeyFolder, witness: Witness) -> None:
    witness.cosign(request(keys, RECORDS[:5], 0))
    with pytest.raises(EvidenceError, match="hãy dùng --since 5"):
        witness.cosign(request(keys, RECORDS, 3))


def test_a_log_that_is_not_watched_is_not_cosigned(keys: KeyFolder, witness: Witness, tmp_path: Path) -> None:
    others = KeyFolder(tmp_path / "others", kind=LOG_KEY, prefix="parc-search")
    with pytest.raises(EvidenceError, match="Không khoá nào đã biết"):
        witness.cosign(request(others, RECORDS, 0))
    with pytest.raises(EvidenceError, match="chưa biết nhật ký nào"):
        Witness(tmp_path / "blind").cosign(request(keys, RECORDS, 0))


def test_a_log_may_take_a_new_key_once_the_witness_is_told(keys: KeyFolder, witness: Witness) -> None:
    witness.cosign(request(keys, RECORDS[:5], 0))
    with keys.locked():
        keys.rotate()
    later = request(keys, RECORDS, 5)
    with pytest.raises(EvidenceError, match="Không khoá nào đã biết"):
        witness.cosign(later)
    witness.trust(keys.public_keys())
    assert Note.parse(witness.cosign(later)).signers([witness.public_key()])


def test_a_witness_is_no_log(witness: Witness) -> None:
    key: PublicKey = witness.public_key()
    with pytest.raises(EvidenceError, match="Khoá không đúng dạng"):
        witness.trust((key,))


@pytest.mark.parametrize(
    "written", ["old 3\n", "old x\n\nten\n", "old 3\nAAAA\n\nten\n", "old 3\n" + "A\n" * 70 + "\nt"]
)
def test_what_is_no_request_is_refused(witness: Witness, written: str) -> None:
    with pytest.raises(EvidenceError, match="không phải yêu cầu làm chứng"):
        witness.cosign(written)

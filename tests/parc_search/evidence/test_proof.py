"""The audit record as a log: what is signed, what is proven, and what is found when the record was laid hands on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.store.audit_chain import AuditRecord
from ingest.errors import EvidenceError
from parc_search.evidence.checkpoint import LOG_KEY, Note
from parc_search.evidence.keys import KeyFolder
from parc_search.evidence.merkle import leaf_hash, root
from parc_search.evidence.proof import Log, Proof
from tests.parc_search.evidence.logs import asked, chained

RECORDS = chained([asked(n) for n in range(1, 8)])


@pytest.fixture
def keys(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path / "keys", kind=LOG_KEY, prefix="parc-search")


def log(keys: KeyFolder, records: Sequence[AuditRecord] = RECORDS) -> Log:
    return Log(records, keys)


def test_an_old_chain_is_carried_over_each_entry_being_what_its_hash_is_made_over(keys: KeyFolder) -> None:
    entries = [f"{each.number}\n{each.previous}\n{each.record}".encode() for each in RECORDS]
    checkpoint = log(keys).check(log(keys).sign())
    assert (checkpoint.size, checkpoint.root) == (7, root([leaf_hash(entry) for entry in entries]))


def test_every_record_is_proven_under_a_checkpoint(keys: KeyFolder) -> None:
    signed = log(keys).sign()
    for number in range(1, 8):
        proof = log(keys).prove(number, signed)
        assert Proof.parse(proof.as_text()) == proof
        assert proof.check(keys.public_keys()).size == 7
        assert proof.entry.decode().split("\n", 2)[2] == RECORDS[number - 1].record


def test_a_proof_file_has_the_lines_that_the_format_asks_for(keys: KeyFolder) -> None:
    signed = log(keys, RECORDS[:2]).sign()
    lines = log(keys, RECORDS[:2]).prove(2, signed).as_text().split("\n")
    assert (lines[0], lines[1][:6], lines[2], len(lines[3]), lines[4]) == (
        "c2sp.org/tlog-proof@v1", "extra ", "index 1", 44, "",
    )  # fmt: skip
    assert "\n".join(lines[5:]) == signed


def test_a_log_that_only_grew_holds_with_its_earlier_checkpoint(keys: KeyFolder) -> None:
    earlier = log(keys, RECORDS[:3]).sign()
    assert log(keys).check(earlier).size == 3


def test_a_rewritten_log_is_found_though_its_chain_was_made_whole_again(keys: KeyFolder) -> None:
    earlier = log(keys).sign()
    rewritten = chained([asked(n, answer="Sở Tư pháp" if n == 3 else "Sở Nội vụ") for n in range(1, 9)])
    with pytest.raises(EvidenceError, match="bị viết lại: 7 bản ghi đầu"):
        log(keys, rewritten).check(earlier)


def test_a_cut_tail_is_found(keys: KeyFolder) -> None:
    earlier = log(keys).sign()
    with pytest.raises(EvidenceError, match="đã bị cắt: điểm chốt có 7 bản ghi, nay chỉ còn 5"):
        log(keys, RECORDS[:5]).check(earlier)


def test_a_cut_tail_that_was_grown_again_is_found(keys: KeyFolder) -> None:
    earlier = log(keys).sign()
    with pytest.raises(EvidenceError, match="viết lại"):
        log(keys, chained([*(asked(n) for n in range(1, 6)), *(asked(n) for n in range(20, 25))])).check(earlier)


def test_a_sign_off_that_was_forged_into_the_past_is_found(keys: KeyFolder) -> None:
    earlier = log(keys).sign()
    texts = [each.record for each in RECORDS]
    forged = '{"at": "", "by": "kiemtoan@", "decision": "agreed", "format": "review.v1", "note": "", "of": 3}'
    with pytest.raises(EvidenceError, match="viết lại"):
        log(keys, chained([*texts[:4], forged, *texts[4:]])).check(earlier)


def test_nothing_is_signed_that_does_not_continue_what_was_signed(keys: KeyFolder) -> None:
    log(keys).sign()
    for other in (RECORDS[:6], chained([asked(n) for n in range(30, 40)])):
        with pytest.raises(EvidenceError, match=r"bị cắt|bị viết lại"):
            log(keys, other).sign()


def test_a_checkpoint_of_another_log_is_not_taken_for_ones_own(keys: KeyFolder, tmp_path: Path) -> None:
    log(keys).sign()
    others = KeyFolder(tmp_path / "others", kind=LOG_KEY, prefix="parc-search")
    swapped = Log(RECORDS, others).sign()
    with pytest.raises(EvidenceError, match="Không khoá nào đã biết"):
        log(keys).check(swapped)


def test_a_checkpoint_whose_size_or_root_was_changed_is_found(keys: KeyFolder) -> None:
    signed = log(keys).sign()
    with pytest.raises(EvidenceError, match="đã bị sửa hoặc giả mạo"):
        log(keys).check(signed.replace("\n7\n", "\n6\n"))


def test_a_key_that_gave_way_still_checks_what_it_signed(keys: KeyFolder) -> None:
    earlier = log(keys, RECORDS[:4]).sign()
    old = keys.public_keys()
    with keys.locked():
        keys.rotate()
    later = log(keys).sign()
    assert [key.name for key in keys.public_keys()] == [old[0].name] * 2
    assert log(keys).check(earlier).size == 4
    assert log(keys).check(later).size == 7
    with pytest.raises(EvidenceError, match="Không khoá nào đã biết"):
        log(keys).check(later, old)


def test_a_key_is_readable_to_its_owner_alone_and_refused_otherwise(keys: KeyFolder) -> None:
    log(keys).sign()
    private = keys.folder / "signing.key"
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in keys.folder.iterdir()} == {
        "signing.key": "0o600", "keys.txt": "0o600", "last.checkpoint": "0o600", "lock": "0o600",
    }  # fmt: skip
    assert oct(keys.folder.stat().st_mode & 0o777) == "0o700"
    private.chmod(0o640)
    with pytest.raises(EvidenceError, match="chmod 600"):
        log(keys).sign()


def test_a_lost_key_is_told_and_not_made_anew(keys: KeyFolder) -> None:
    log(keys).sign()
    (keys.folder / "signing.key").unlink()
    with pytest.raises(EvidenceError, match="Không còn khoá ký"):
        log(keys).sign()


def test_a_record_newer_than_the_checkpoint_and_one_that_is_not_there_are_not_proven(keys: KeyFolder) -> None:
    earlier = log(keys, RECORDS[:4]).sign()
    with pytest.raises(EvidenceError, match="mới hơn điểm chốt này"):
        log(keys).prove(5, earlier)
    with pytest.raises(EvidenceError, match="không có bản ghi số 99"):
        log(keys).prove(99, earlier)


def test_a_proof_for_another_entry_place_or_path_does_not_hold(keys: KeyFolder) -> None:
    signed = log(keys).sign()
    proof = log(keys).prove(3, signed)
    other = log(keys).prove(4, signed)
    for forged in (replace(proof, entry=other.entry), replace(proof, index=3), replace(proof, path=other.path)):
        with pytest.raises(EvidenceError, match="không dẫn tới gốc đã ký"):
            forged.check(keys.public_keys())


@pytest.mark.parametrize(
    "written", ["", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\nindex 0\n\n", "c2sp.org/tlog-proof@v1\n\n\n"]
)
def test_what_is_no_proof_is_refused(written: str) -> None:
    with pytest.raises(EvidenceError, match="không phải bằng chứng"):
        Proof.parse(written)


def test_copies_of_a_checkpoint_with_other_signatures_are_joined_and_others_refused(keys: KeyFolder) -> None:
    first = log(keys, RECORDS[:4]).sign()
    with keys.locked():
        keys.rotate()
    second = log(keys, RECORDS[:4]).sign()
    joined = log(keys).joined([first, second, first])
    assert [name for name, _ in Note.parse(joined).signatures] == [keys.public_keys()[0].name] * 2
    assert log(keys).check(joined).size == 4
    with pytest.raises(EvidenceError, match="không phải cùng một điểm chốt"):
        log(keys).joined([first, log(keys).sign()])

"""Notes, keys and checkpoints: read as others write them, and refused where a sign of them is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import EvidenceError
from parc_search.evidence.checkpoint import (
    LOG_KEY,
    WITNESS_KEY,
    Checkpoint,
    Note,
    PublicKey,
    SigningKey,
    base64_bytes,
    base64_text,
    read_checkpoint,
)
from parc_search.evidence.merkle import EMPTY_ROOT

# A key, its text and its signature from the documentation of golang.org/x/mod/sumdb/note: not made by us.
OTHERS_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
OTHERS_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
OTHERS_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# A checkpoint of the witness network with the cosignature of a witness, as c2sp.org/tlog-cosignature shows it.
OTHERS_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE"
    "+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe"
    "+mbIUBkBIfZ+qnA==\n"
)

KEY = SigningKey(name="so-noi-vu.example/nhat-ky", kind=LOG_KEY, seed=bytes(range(32)))
OTHER = SigningKey(name="so-noi-vu.example/nhat-ky", kind=LOG_KEY, seed=bytes(32))
WITNESS = SigningKey(name="thanh-tra.example", kind=WITNESS_KEY, seed=b"\x07" * 32)
TEXT = Checkpoint(origin=KEY.name, size=3, root=EMPTY_ROOT).as_text()
SIGNED = f"{TEXT}\n{KEY.signature_line(TEXT)}"


def test_a_note_that_another_program_signed_is_checked() -> None:
    key = PublicKey.parse(OTHERS_KEY)
    assert Note.parse(OTHERS_NOTE).signers([key]) == (key,)
    assert key.as_text() == OTHERS_KEY


def test_we_sign_as_another_program_signs() -> None:
    seed = base64_bytes(OTHERS_SEED)
    assert seed is not None
    key = SigningKey(name="PeterNeumann", kind=LOG_KEY, seed=seed[1:])
    text = Note.parse(OTHERS_NOTE).text
    assert f"{text}\n{key.signature_line(text)}" == OTHERS_NOTE


def test_a_checkpoint_of_another_log_is_read_with_all_its_signatures() -> None:
    note = Note.parse(OTHERS_CHECKPOINT)
    checkpoint = Checkpoint.parse(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert checkpoint.as_text() == note.text
    assert [name for name, _ in note.signatures] == ["example.com/behind-the-sofa", "witness.example.com/w1"]
    # The time in the witness's signature, as the document tells it: 1679315147.
    assert int.from_bytes(note.signatures[1][1][4:12], "big") == 1_679_315_147


def test_a_checkpoint_is_read_back_with_the_key_that_signed_it_and_refused_with_any_other() -> None:
    assert read_checkpoint(SIGNED, [OTHER.public, KEY.public]) == Checkpoint(origin=KEY.name, size=3, root=EMPTY_ROOT)
    for keys in ([], [OTHER.public], [WITNESS.public]):
        with pytest.raises(EvidenceError, match="Không khoá nào đã biết"):
            read_checkpoint(SIGNED, keys)


def test_the_key_of_another_name_may_not_sign_for_a_log() -> None:
    named = SigningKey(name="khac.example", kind=LOG_KEY, seed=KEY.seed)
    with pytest.raises(EvidenceError, match="Không khoá nào đã biết"):
        read_checkpoint(f"{TEXT}\n{named.signature_line(TEXT)}", [named.public])


def test_a_witness_signs_with_the_time_which_cannot_be_changed_afterwards() -> None:
    line = WITNESS.signature_line(TEXT, at=1_700_000_000)
    assert Note.parse(SIGNED + line).signers([WITNESS.public]) == (WITNESS.public,)
    name, raw = Note.parse(f"{TEXT}\n{line}").signatures[0]
    later = raw[:4] + (1_700_000_001).to_bytes(8, "big") + raw[12:]
    with pytest.raises(EvidenceError, match=r"thanh-tra\.example không đúng"):
        Note.parse(f"{TEXT}\n— {name} {base64_text(later)}\n").signers([WITNESS.public])


@pytest.mark.parametrize(
    "written",
    [
        "", "\n", TEXT, f"{TEXT}\n", SIGNED[:-1], SIGNED + "\n", SIGNED.replace("—", "-"), SIGNED.replace("\n", "\r\n"),
        f"{TEXT}\n— ten co khoang trang {'A' * 92}\n", f"{TEXT}\n— {KEY.name} AAAA\n", f"{TEXT}\n— {KEY.name} A===\n",
    ],
)  # fmt: skip
def test_what_is_no_signed_note_is_refused(written: str) -> None:
    with pytest.raises(EvidenceError, match="không đúng dạng"):
        Note.parse(written)


@pytest.mark.parametrize(
    "text",
    [
        "ten\n03\n" + base64_text(EMPTY_ROOT) + "\n", "ten\n-3\n" + base64_text(EMPTY_ROOT) + "\n",
        "ten\n٣\n" + base64_text(EMPTY_ROOT) + "\n", "ten\n3\nAAAA\n", "\n3\n" + base64_text(EMPTY_ROOT) + "\n",
        "ten\n3\n", "ten\n" + "9" * 5_000 + "\n" + base64_text(EMPTY_ROOT) + "\n",
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(EvidenceError, match="không đúng dạng"):
        Checkpoint.parse(text)


@pytest.mark.parametrize("line", ["", "a", "a+b+c", OTHERS_KEY.replace("c74f20a3", "c74f20a4"), OTHERS_KEY[:-1] + "X"])
def test_what_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(EvidenceError, match="Khoá không đúng dạng"):
        PublicKey.parse(line)


@given(st.binary(max_size=40), st.data())
def test_bytes_have_one_text_in_base64(data: bytes, draw: st.DataObject) -> None:
    text = base64_text(data)
    assert base64_bytes(text) == data
    if text:
        at = draw.draw(st.integers(0, len(text) - 1))
        other = text[:at] + draw.draw(st.sampled_from("AZaz09+/= \n")) + text[at + 1 :]
        assert (base64_bytes(other) == data) == (other == text)


def test_a_private_key_is_not_shown() -> None:
    assert repr(KEY) == "SigningKey('so-noi-vu.example/nhat-ky')"

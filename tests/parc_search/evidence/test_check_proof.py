"""The checker alone, copied away from the project: what is true passes, what is forged in any way does not."""

import base64
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from parc_search.evidence import check_proof
from parc_search.evidence.checkpoint import LOG_KEY, WITNESS_KEY, Checkpoint, SigningKey, base64_text
from parc_search.evidence.keys import KeyFolder
from parc_search.evidence.merkle import leaf_hash, root
from parc_search.evidence.proof import Log, Proof
from tests.parc_search.evidence.logs import asked, chained

FORGERIES = 5_000
RECORDS = chained([asked(n) for n in range(1, 24)])
WITNESS = SigningKey(name="thanh-tra.example", kind=WITNESS_KEY, seed=b"\x07" * 32)
Keys = list[tuple[str, bytes, int, bytes]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> KeyFolder:
    return KeyFolder(tmp_path_factory.mktemp("log") / "keys", kind=LOG_KEY, prefix="parc-search")


@pytest.fixture(scope="module")
def cosigned(folder: KeyFolder) -> str:
    signed = Log(RECORDS, folder).sign()
    return signed + WITNESS.signature_line(signed.rpartition("\n\n")[0] + "\n", at=1_800_000_000)


@pytest.fixture(scope="module")
def proofs(folder: KeyFolder, cosigned: str) -> list[str]:
    return [Log(RECORDS, folder).prove(number, cosigned).as_text() for number in range(1, len(RECORDS) + 1)]


@pytest.fixture(scope="module")
def keys(folder: KeyFolder) -> Keys:
    return [check_proof.read_key(key.as_text()) for key in (*folder.public_keys(), WITNESS.public)]


def is_accepted(data: bytes, keys: Keys) -> bool:
    try:
        check_proof.check(data, keys)
    except check_proof.Refused:
        return False
    return True


def test_every_true_proof_passes(proofs: list[str], keys: Keys) -> None:
    for place, (proof, record) in enumerate(zip(proofs, RECORDS, strict=True)):
        entry = f"{record.number}\n{record.previous}\n{record.record}".encode()
        assert check_proof.check(proof.encode(), keys) == (entry, place, 23)


# Forgers: each makes of a true proof, and of the true proofs of others, one that must not pass.


def changed_byte(draw: random.Random, proof: str, others: list[str]) -> bytes:
    data = bytearray(proof.encode())
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


def removed_part(draw: random.Random, proof: str, others: list[str]) -> bytes:
    data = proof.encode()
    start = draw.randrange(len(data))
    return data[:start] + data[start + draw.randint(1, 50) :]


def added_part(draw: random.Random, proof: str, others: list[str]) -> bytes:
    data = proof.encode()
    at = draw.randrange(len(data) + 1)
    return data[:at] + bytes(draw.choice(b"Aa0+/= \n\x00\xff") for _ in range(draw.randint(1, 5))) + data[at:]


def swapped_lines(draw: random.Random, proof: str, others: list[str]) -> bytes:
    # The signature lines of a note may stand in any order; all other lines may not.
    lines = proof.splitlines(keepends=True)
    one = draw.randrange(len(lines) - 2)
    other = draw.choice([at for at in range(len(lines) - 2) if lines[at] != lines[one]])
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines).encode()


def doubled_line(draw: random.Random, proof: str, others: list[str]) -> bytes:
    lines = proof.splitlines(keepends=True)
    at = draw.randrange(len(lines))
    return "".join([*lines[: at + 1], *lines[at:]]).encode()


def dropped_line(draw: random.Random, proof: str, others: list[str]) -> bytes:
    lines = proof.splitlines(keepends=True)
    del lines[draw.randrange(len(lines))]
    return "".join(lines).encode()


def lines_of_another(draw: random.Random, proof: str, others: list[str]) -> bytes:
    other = draw.choice([each for each in others if each != proof]).splitlines(keepends=True)
    lines = proof.splitlines(keepends=True)
    places = [at for at in range(min(len(lines), len(other))) if lines[at] != other[at]]
    for at in draw.sample(places, draw.randint(1, len(places) - 1)):
        lines[at] = other[at]
    return "".join(lines).encode()


def another_place(draw: random.Random, proof: str, others: list[str]) -> bytes:
    parsed = Proof.parse(proof)
    index = draw.choice([at for at in (*range(30), 2**40, 10**17) if at != parsed.index])
    return Proof(entry=parsed.entry, index=index, path=parsed.path, checkpoint=parsed.checkpoint).as_text().encode()


def another_record(draw: random.Random, proof: str, others: list[str]) -> bytes:
    parsed = Proof.parse(proof)
    record = parsed.entry.replace("Sở Nội vụ".encode(), f"Sở Tư pháp {draw.random()}".encode())
    assert record != parsed.entry
    return Proof(entry=record, index=parsed.index, path=parsed.path, checkpoint=parsed.checkpoint).as_text().encode()


def node_as_record(draw: random.Random, proof: str, others: list[str]) -> bytes:
    """An inner node shown for an entry: leaves and nodes must be told apart."""
    parsed = Proof.parse(proof)
    pair = [leaf_hash(parsed.entry), parsed.path[0]]
    entry = b"".join(pair if parsed.index % 2 == 0 else reversed(pair))
    return (
        Proof(entry=entry, index=parsed.index // 2, path=parsed.path[1:], checkpoint=parsed.checkpoint)
        .as_text()
        .encode()
    )


def another_path(draw: random.Random, proof: str, others: list[str]) -> bytes:
    parsed = Proof.parse(proof)
    path = list(parsed.path)
    at = draw.randrange(len(path))
    way = draw.choice(("change", "drop", "double", "turn"))
    if way == "change":
        path[at] = draw.randbytes(32)
    elif way == "drop":
        del path[at]
    elif way == "double":
        path.insert(at, path[at])
    else:
        path.reverse()
    return (
        Proof(entry=parsed.entry, index=parsed.index, path=tuple(path), checkpoint=parsed.checkpoint).as_text().encode()
    )


def log_of_one_record(draw: random.Random, proof: str, others: list[str]) -> bytes:
    """A log with one forged record, signed with a key that the forger made for himself under the same name."""
    origin = proof.partition("\n\n")[2].split("\n")[0]
    entry = f"1\n{'0' * 64}\n{asked(draw.randrange(99), answer='Không sở nào')}".encode()
    text = Checkpoint(origin=origin, size=1, root=root([leaf_hash(entry)])).as_text()
    key = SigningKey(name=origin, kind=LOG_KEY, seed=draw.randbytes(32))
    true_lines = proof.rpartition("\n\n")[2] if draw.random() < 0.5 else ""
    signed = f"{text}\n{key.signature_line(text)}{true_lines}"
    return Proof(entry=entry, index=0, path=(), checkpoint=signed).as_text().encode()


def signature_of_another_text(draw: random.Random, proof: str, others: list[str]) -> bytes:
    """A true signature under another size or root."""
    head, _, rest = proof.partition("\n\n")
    origin, _, root_line, *signatures = rest.split("\n")
    size = draw.choice([1, 2, 22, 24, 1_000])
    return f"{head}\n\n{origin}\n{size}\n{root_line}\n".encode() + "\n".join(signatures).encode()


def another_form(draw: random.Random, proof: str, others: list[str]) -> bytes:
    """The same bytes in a base64 text that is not theirs, other line ends, spaces, another mark or version."""
    ways: list[Callable[[str], str]] = [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("@v1", f"@v{draw.randint(2, 99)}"),
        lambda text: text.replace("index ", "index " + draw.choice("0+- ")),
        lambda text: "\ufeff" + text,
        lambda text: text + draw.choice(["\n", " ", "\x00", "— ", "— a b"]),
        lambda text: text.replace("— ", draw.choice(["- ", "– ", "—  ", "—\u00a0"])),
        lambda text: text.replace("=\n", draw.choice(["\n", "==\n", "=\n\n"]), 1) + draw.choice([" ", "\t"]),
        loose_bits,
    ]
    return draw.choice(ways)(proof).encode()


def loose_bits(text: str) -> str:
    """The last bits of a 32-byte hash in base64 say nothing: set, they give the same bytes."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    at = text.index("=\n", text.index("index ")) - 1
    loose = text[:at] + letters[letters.index(text[at]) | 1] + text[at + 1 :]
    assert base64.b64decode(loose[at - 42 : at + 2]) == base64.b64decode(text[at - 42 : at + 2])
    return loose


FORGERS = (
    changed_byte, removed_part, added_part, swapped_lines, doubled_line, dropped_line, lines_of_another, another_place,
    another_record, node_as_record, another_path, log_of_one_record, signature_of_another_text, another_form,
)  # fmt: skip


def test_five_thousand_forged_proofs_are_refused(proofs: list[str], keys: Keys) -> None:
    draw = random.Random(20261130)
    true = {proof.encode() for proof in proofs}
    passed = []
    for number in range(FORGERIES):
        forger = FORGERS[number % len(FORGERS)]
        while (forged := forger(draw, draw.choice(proofs), proofs)) in true:
            pass
        if is_accepted(forged, keys):
            passed.append((forger.__name__, forged))
    assert passed == []


def test_a_signature_of_a_key_that_is_not_listed_says_nothing_and_harms_nothing(proofs: list[str], keys: Keys) -> None:
    """The one addition that the format allows to anyone."""
    stranger = SigningKey(name="la.example", kind=LOG_KEY, seed=b"\x09" * 32)
    assert is_accepted((proofs[4] + stranger.signature_line("gì đó\n")).encode(), keys)
    assert not is_accepted(proofs[4].encode(), [check_proof.read_key(stranger.public.as_text())])


def test_a_proof_without_the_word_of_a_listed_witness_is_refused(folder: KeyFolder, keys: Keys) -> None:
    alone = Log(RECORDS, folder).prove(5, Log(RECORDS, folder).sign()).as_text().encode()
    assert not is_accepted(alone, keys)
    assert is_accepted(alone, [key for key in keys if key[2] == LOG_KEY])


def run(checker: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The checker in a process of its own, which finds nothing of ours."""
    command = [sys.executable, "-I", str(checker), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=checker.parent, timeout=60)


def test_copied_away_it_says_what_was_proven(proofs: list[str], folder: KeyFolder, tmp_path: Path) -> None:
    checker = Path(shutil.copy(check_proof.__file__, tmp_path))
    (tmp_path / "keys.txt").write_text("".join(f"{key.as_text()}\n" for key in folder.public_keys()))
    (tmp_path / "answer.tlog-proof").write_text(proofs[4])
    ended = run(checker, "answer.tlog-proof")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == [
        "HỢP LỆ: dòng 5 trong 23 dòng đã ký của nhật ký. Hãy so với bản in:",
        "Bản ghi số 5",
        "Câu hỏi: Cơ quan nào chủ trì việc số 5?",
        "Trả lời: Sở Nội vụ",
        "Lúc: 2026-03-05T02:03:05.000+00:00",
        f"Trích dẫn: ke-hoach-5.txt, SHA-256 {5:064x}",
    ]
    (tmp_path / "answer.tlog-proof").write_text(proofs[4].replace("index 4", "index 5"))
    ended = run(checker, tmp_path / "answer.tlog-proof", "--keys", tmp_path / "keys.txt")
    assert (ended.returncode, ended.stdout) == (1, "KHÔNG HỢP LỆ: bản ghi không dẫn tới gốc của nhật ký.\n")


def test_without_a_key_to_trust_nothing_is_valid(proofs: list[str], tmp_path: Path) -> None:
    checker = Path(shutil.copy(check_proof.__file__, tmp_path))
    (tmp_path / "a.tlog-proof").write_text(proofs[4])
    assert run(checker, "a.tlog-proof").returncode == 2
    (tmp_path / "keys.txt").write_text("")
    assert run(checker, "a.tlog-proof").returncode == 1
    (tmp_path / "keys.txt").write_text("không phải khoá\n")
    assert run(checker, "a.tlog-proof").returncode == 2
    assert run(checker).returncode == 2


@pytest.mark.parametrize("text", ["", "[" * 100_000, "[]", '{"quotes": 5}', "\x1b[2Jxoá", '{"question": "\\u001b[2J"}'])
def test_a_record_of_any_words_is_shown_and_moves_no_cursor(text: str) -> None:
    lines = check_proof.shown(f"1\n{'0' * 64}\n{text}".encode())
    assert lines[0] == "Bản ghi số 1"
    assert all(line.isprintable() for line in lines)


def test_the_checker_needs_nothing_but_python_and_cryptography() -> None:
    import ast

    tree = ast.parse(Path(check_proof.__file__).read_text(encoding="utf-8"))
    imported = {
        name.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    imported |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_the_texts_of_a_key_are_read_by_both_alike(folder: KeyFolder) -> None:
    (key,) = folder.public_keys()
    assert check_proof.read_key(key.as_text()) == (key.name, key.id, LOG_KEY, key.raw)
    assert base64_text(bytes([LOG_KEY]) + key.raw) in key.as_text()

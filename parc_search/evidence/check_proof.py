"""Kiểm một bằng chứng của nhật ký PARC Search mà không cần PARC Search: python check_proof.py TỆP [--keys KHOÁ].

TỆP là tệp .tlog-proof, hoặc trích sao PDF có đính kèm tệp đó. KHOÁ là tệp khoá công khai, mỗi dòng một khoá, như lệnh
“parc-search audit keys” in ra, lấy theo đường khác với TỆP; mặc định là keys.txt cạnh chương trình này. Khoá của máy
làm chứng có trong KHOÁ thì TỆP phải có chữ ký của nó. Mã kết thúc: 0 hợp lệ, 1 không hợp lệ, 2 không kiểm được.
"""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = b"c2sp.org/tlog-proof@v1\n"
NUMBER, HASH, NAME = "(0|[1-9][0-9]{0,17})", "[A-Za-z0-9+/]{43}=", r"[^\s+]{1,200}"
PROOF = re.compile(
    rf"{FORMAT.decode()}extra ([A-Za-z0-9+/=]+)\nindex {NUMBER}\n((?:{HASH}\n){{0,63}})\n"
    rf"(({NAME})\n{NUMBER}\n({HASH})\n)\n((?:— {NAME} [A-Za-z0-9+/=]+\n){{1,100}})"
)
LOG, WITNESS = 1, 4
SHOWN = {"question": "Câu hỏi", "answer": "Trả lời", "reason": "Lý do chưa trả lời", "asked_at": "Lúc"}
SHOWN |= {"act": "Việc", "decision": "Ý kiến", "of": "Về bản ghi", "note": "Ghi chú", "by": "Người", "at": "Lúc"}


class Refused(Exception):
    """The proof does not hold; the message says why."""


def decoded(text: str) -> bytes:
    """The bytes of a base64 text, which must be the one text that these bytes have."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 không đúng dạng chuẩn")
    return data


def hashed(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def read_key(line: str) -> tuple[str, bytes, int, bytes]:
    """Name, id, kind and bytes of a public key. Source: c2sp.org/signed-note, verifier keys."""
    name, code, material = line.split("+", 2)
    key = decoded(material)
    if len(key) != 33 or key[0] not in (LOG, WITNESS) or hashed(name.encode(), b"\n", key)[:4].hex() != code:
        raise ValueError(f"khoá hỏng: {line[:80]}")
    return name, bytes.fromhex(code), key[0], key[1:]


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root to which the path leads from a leaf. Source: RFC 9162, section 2.1.3.2."""
    place, last, found = index, size - 1, leaf
    for node in path:
        if last == 0:
            raise Refused("đường dẫn trong cây quá dài")
        if place & 1 or place == last:
            found = hashed(b"\x01", node, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = hashed(b"\x01", found, node)
        place, last = place >> 1, last >> 1
    if last:
        raise Refused("đường dẫn trong cây quá ngắn")
    return found


def is_signed(key: tuple[str, bytes, int, bytes], text: str, signatures: list[tuple[str, bytes]]) -> bool:
    """Whether the key signed the text; refused where a signature that is said to be its own is not."""
    found = [raw[4:] for name, raw in signatures if (name, raw[:4]) == key[:2]]
    for raw in found:
        signed, signature = text, raw
        if key[2] == WITNESS:  # signs with the time; source: c2sp.org/tlog-cosignature
            signed, signature = f"cosignature/v1\ntime {int.from_bytes(raw[:8], 'big')}\n{text}", raw[8:]
        try:
            Ed25519PublicKey.from_public_bytes(key[3]).verify(signature, signed.encode())
        except InvalidSignature as error:
            raise Refused(f"chữ ký của {key[0]} không đúng") from error
    return len(found) == 1


def check(data: bytes, keys: list[tuple[str, bytes, int, bytes]]) -> tuple[bytes, int, int]:
    """The proven record, its place from 0 and the length of the log; `data` is a proof, or a PDF that holds one."""
    if data.startswith(b"%PDF-"):
        if data.count(FORMAT) != 1:
            raise Refused("PDF phải đính kèm đúng một bằng chứng")
        data = data[data.index(FORMAT) :].partition(b"\nendstream")[0]
    try:
        matched = PROOF.fullmatch(data.decode())
        if matched is None:
            raise Refused("không đúng dạng tlog-proof")
        record, path = decoded(matched[1]), [decoded(line) for line in matched[3].splitlines()]
        root, lines = decoded(matched[7]), [line.split(" ") for line in matched[8].splitlines()]
        signatures = [(name, decoded(code)) for _, name, code in lines]
    except ValueError as error:
        raise Refused(f"không đúng dạng tlog-proof ({type(error).__name__})") from error
    index, size, logs = int(matched[2]), int(matched[6]), [key for key in keys if key[:3:2] == (matched[5], LOG)]
    if not [key for key in logs if is_signed(key, matched[4], signatures)]:
        raise Refused(f"không khoá nào trong danh sách đã ký nhật ký {matched[5]}")
    for witness in (key for key in keys if key[2] == WITNESS):
        if not is_signed(witness, matched[4], signatures):
            raise Refused(f"thiếu chữ ký của máy làm chứng {witness[0]}")
    if index >= size or root_of(hashed(b"\x00", record), index, size, path) != root:
        raise Refused("bản ghi không dẫn tới gốc của nhật ký")
    return record, index, size


def shown(record: bytes) -> list[str]:
    """What the record says, a line each, without characters that would move a terminal's cursor."""
    number, _, text = [*record.decode(errors="replace").split("\n", 2), "", ""][:3]
    lines = [f"Bản ghi số {number}"]
    try:
        said = json.loads(text)
        lines += [f"{label}: {said[name]}" for name, label in SHOWN.items() if said.get(name) not in (None, "")]
        lines += [f"Trích dẫn: {each['source']}, SHA-256 {each['sha256']}" for each in said.get("quotes", [])]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        lines.append(text[:2_000])
    return ["".join(c if c.isprintable() else "\ufffd" for c in line) for line in lines]


def main(arguments: list[str]) -> int:
    """The exit code; what was proven, or why not, goes to the screen."""
    file, *rest = arguments or [""]
    listed = Path(rest[1]) if len(rest) == 2 and rest[0] == "--keys" else Path(__file__).with_name("keys.txt")
    try:
        data = Path(file).read_bytes()
        keys = [read_key(line) for line in listed.read_text(encoding="utf-8").splitlines() if line.strip()]
        record, index, size = check(data, keys)
    except Refused as refused:
        print(f"KHÔNG HỢP LỆ: {refused}.")
        return 1
    except (OSError, ValueError) as error:
        print(f"KHÔNG KIỂM ĐƯỢC: {error}.\n\n{__doc__}")
        return 2
    print(f"HỢP LỆ: dòng {index + 1} trong {size} dòng đã ký của nhật ký. Hãy so với bản in:")
    print("\n".join(shown(record)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

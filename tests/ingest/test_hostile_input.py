"""What is made to hang, flood or mislead: one line each, the rest is read. Named by the findings of the audit."""

import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import ingest.readers
from ingest.documents import IngestedDocument
from ingest.errors import FileTooLarge, UnreadableFile
from ingest.ocr.tesseract import Tesseract
from ingest.pipeline import Failure, Unchanged, ingest_paths, ingest_read
from ingest.portfolio import unpacked
from ingest.processes.sandbox import guarded
from ingest.quality import read_quality
from ingest.readers import read
from ingest.readers.doc import CompoundFile, read_old_word
from ingest.readers.image import read_image
from ingest.readers.media_type import WORD, media_type_of, media_type_of_file
from ingest.readers.rtf import read_rich_text
from ingest.repaired_text import RepairedText
from ingest.walk import walked
from tests.conftest import DECISION

ROOT = Path(__file__).parent.parent.parent
SOON_S = 20.0


class NoRepair:
    """A repairer that finds nothing to repair."""

    def repair(self, text: str) -> RepairedText:
        return RepairedText(text)


class Endless:
    """A repairer that never comes to an end with texts that hold a certain word."""

    def repair(self, text: str) -> RepairedText:
        while "vô tận" in text:
            pass
        return RepairedText(text)


class Greedy:
    """A repairer that wants more memory than there is for texts that hold a certain word."""

    def repair(self, text: str) -> RepairedText:
        if "vô tận" in text:
            _ = [bytes(100_000_000) + b"1" for _ in range(1_000)]
        return RepairedText(text)


class Writing:
    """A repairer during whose work another program writes to the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def repair(self, text: str) -> RepairedText:
        with self._path.open("a", encoding="utf-8") as file:
            file.write("thêm")
        return RepairedText(text)


def told(results: Iterator[IngestedDocument | Failure | Unchanged]) -> dict[str, str]:
    """By file name, the reason why it was not read; empty where it was. Every reason is one line that names it."""
    said: dict[str, str] = {}
    for result in results:
        if isinstance(result, Failure):
            assert repr(result.path.name) in result.reason
            assert len(result.reason.splitlines()) == 1
            assert result.reason.isprintable()
            said[result.path.name] = result.reason
        elif isinstance(result, IngestedDocument):
            said[result.path.name] = ""
    return said


def seconds_of(read_it: object, *arguments: object) -> float:
    """The seconds of a processor that a call took."""
    began = time.process_time()
    read_it(*arguments)  # type: ignore[operator]
    return time.process_time() - began


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good file, the last by name."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "tot.txt").write_text(DECISION, encoding="utf-8")
    return tmp_path / "in"


def test_h2a_comments_without_a_page_stop_nothing(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"<!---->" * 60)
    assert told(ingest_paths([folder], NoRepair())) == {"a.txt": "", "tot.txt": ""}
    for piece in (b"<!---->", b"<!-- -->\n", b"<?xml ?> ", b"<?xml", b"<!--", b" ", b"<!---->x"):
        assert seconds_of(media_type_of, piece * (100_000 // len(piece))) < 0.2
    assert media_type_of(b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a --> <!-- <p> -->\n<HTML><p>") == "text/html"
    assert media_type_of(b"<!-- a --> <p>") == "text/plain"


def test_h2b_quality_takes_no_longer_for_one_long_word() -> None:
    assert seconds_of(read_quality, "Aa" + "a" * 200_000) < 2
    assert read_quality("thành pHố sở nội vụ tỉnh Lào CaI") < read_quality("thành phố sở nội vụ tỉnh Lào Cai")
    assert read_quality("th4nh phố") < read_quality("thanh phố")


def test_h2b_bytes_of_rich_text_are_put_together_once() -> None:
    content = rb"{\rtf1 " + rb"\'61" * 200_000 + b"}"
    assert seconds_of(read_rich_text, content, "a.rtf") < 10
    assert read_rich_text(rb"{\rtf1 \'61\'62{\b\'63}d}", "a.rtf")[0] == "abcd"


def test_h2b_a_page_that_its_parser_never_ends_with_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.readers, "_READ_S", 1.0)
    (folder / "a.html").write_bytes(b"<html>" + b"<a " * 60_000)
    said = told(ingest_paths([folder], NoRepair()))
    assert said["tot.txt"] == ""
    assert "quá lâu" in said["a.html"]


@pytest.mark.slow
def test_h2b_a_stage_after_reading_that_never_ends_is_named(folder: Path) -> None:
    (folder / "a.txt").write_text("vô tận " + DECISION, encoding="utf-8")
    said = told(ingest_paths([folder], Endless(), workers=2))
    assert said["tot.txt"] == ""
    assert "quá lâu" in said["a.txt"]


def test_h2b_a_stage_that_floods_the_memory_is_named(folder: Path) -> None:
    (folder / "a.txt").write_text("vô tận " + DECISION, encoding="utf-8")
    before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said = told(ingest_paths([folder], Greedy()))
    assert said["tot.txt"] == ""
    assert "thiếu bộ nhớ" in said["a.txt"]
    # The flood stays in the child; what other tests took of this process before is not its doing.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kib < 300_000


def test_h2b_a_page_read_again_is_made_anew_within_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("vô tận", encoding="utf-8")
    with pytest.raises(MemoryError):
        ingest_read(read(path), path, Greedy(), report=lambda stage: None)


def test_h2b_pictures_without_number_are_refused() -> None:
    sheet, written = Image.new("1", (5_000, 5_000), 1), BytesIO()
    sheet.save(written, "TIFF", compression="group4", save_all=True, append_images=[sheet] * 15)
    with pytest.raises(FileTooLarge, match=r"a\.tif.*quá nhiều trang"):
        read_image(written.getvalue(), "a.tif")


def test_h2_a_sector_table_that_names_itself_again_and_again_is_refused() -> None:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", header, 0x1E, 9, 6)
    struct.pack_into("<109I", header, 0x4C, *[0] * 109)
    with pytest.raises(ValueError, match="twice"):
        CompoundFile(bytes(header) + bytes(512))


@pytest.mark.parametrize(("offset", "value"), [(0x2C, 0x7FFFFFFF), (0x1E, 31), (0x20, 65_535), (0x44, 0)])
def test_h2_a_header_that_asks_for_more_than_there_is_is_refused(offset: int, value: int) -> None:
    from tests.ingest.readers.test_doc import make_doc

    content = bytearray(make_doc("a" * 50))
    struct.pack_into("<I" if offset in (0x2C, 0x44) else "<H", content, offset, value)
    struct.pack_into("<I", content, 0x48, 0xFFFFFFFF if offset == 0x44 else 0)
    with pytest.raises(UnreadableFile, match=r"a\.doc.*bị hỏng"):
        read_old_word(bytes(content), "a.doc")


@pytest.mark.parametrize("size", [5_000, 100, 0xFFFFFFFF], ids=["in the file", "in the mini stream", "without end"])
def test_h2_a_stream_that_goes_round_in_a_circle_is_refused(size: int) -> None:
    from tests.ingest.readers.test_doc import make_doc

    content = bytearray(make_doc("a" * 50))
    struct.pack_into("<I", content, 512 + 4 * 3, 2)  # its second sector leads back to its first
    struct.pack_into("<I", content, 1024 + 128 + 120, size)
    struct.pack_into("<II", content, 1024 + 116, 2, 0xFFFFFFFF)  # and the mini stream lies in that circle
    struct.pack_into("<II", content, 0x3C, 2, 0xFFFFFFFF)  # and its table too
    with pytest.raises(UnreadableFile, match=r"a\.doc.*bị hỏng"):
        read_old_word(bytes(content), "a.doc")


def test_h2_a_directory_of_very_many_entries_is_read_in_step_with_its_size() -> None:
    from tests.ingest.readers.test_doc import directory_of

    assert seconds_of(lambda: "x50" in CompoundFile(directory_of(40_000, is_balanced=True))) < 5
    with pytest.raises(ValueError, match="recursion"):
        CompoundFile(directory_of(5_000, is_balanced=False))


def test_h2_pieces_of_a_word_file_longer_than_the_file_are_refused() -> None:
    from tests.ingest.readers.test_doc import make_doc

    whole = make_doc("a" * 50)
    overlapping = whole.replace(struct.pack("<II", 0, 50), struct.pack("<II", 0, 2_000_000_000))
    assert overlapping != whole
    with pytest.raises(UnreadableFile, match="longer than the file"):
        read_old_word(overlapping, "a.doc")


def spinning() -> Iterator[int]:
    yield os.getpid()
    import re

    re.match(r"(a*)*b", "a" * 60)


def test_h2c_a_process_inside_a_pattern_ends_with_its_parent(tmp_path: Path) -> None:
    parent = os.fork()
    if parent == 0:
        steps = guarded(spinning, patience_s=1_000)
        (tmp_path / "worker.part").write_text(str(next(steps)))
        (tmp_path / "worker.part").rename(tmp_path / "worker")
        for _ in steps:
            pass
        os._exit(0)
    assert soon(lambda: (tmp_path / "worker").exists())
    worker = int((tmp_path / "worker").read_text())
    time.sleep(0.2)  # until it is inside
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    assert soon(lambda: is_gone(worker))


def test_low_a_program_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    begun = f"echo $$ > {tmp_path}/started\nmv {tmp_path}/started {tmp_path}/at\n"
    program.write_text(f"#!/bin/sh\n{begun}exec sleep 600\n")
    program.chmod(0o755)
    parent = os.fork()
    if parent == 0:
        Tesseract(program=str(program), version="1").words(Image.new("L", (9, 9)), dpi=300)
        os._exit(0)
    assert soon(lambda: (tmp_path / "at").exists())
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    assert soon(lambda: is_gone(int((tmp_path / "at").read_text())))


def soon(is_so: object) -> bool:
    """Whether it comes to be so within a short time."""
    deadline = time.monotonic() + SOON_S
    while time.monotonic() < deadline:
        if is_so():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def is_gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize("workers", [1, 2])
def test_m7_a_name_that_is_no_text_is_named_and_the_rest_goes_on(folder: Path, workers: int) -> None:
    (folder / "sau.txt").write_text(DECISION + "- Sau.\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/k\xe9 ho\xb9ch.txt")).write_text(DECISION, encoding="utf-8")
    said = told(ingest_paths([folder], NoRepair(), workers=workers))
    assert said.pop("tot.txt") == said.pop("sau.txt") == ""
    ((name, why),) = said.items()
    assert name == "k\udce9 ho\udcb9ch.txt"
    assert why == (
        r"Tên tệp 'k\udce9 ho\udcb9ch.txt' không viết bằng mã UTF-8. Cần tên tệp đọc được thành chữ. "
        "Hãy đổi tên tệp rồi nạp lại."
    )


def test_m13_pipes_devices_sockets_and_links_out_of_the_folder_are_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ngoai.txt").write_text("mật", encoding="utf-8")
    os.mkfifo(folder / "ong")
    (folder / "lien-ket.txt").symlink_to(tmp_path / "ngoai.txt")
    (folder / "thu-muc").symlink_to(tmp_path)
    (folder / "dut.txt").symlink_to(folder / "khong-co")
    (folder / "trong.txt").symlink_to(folder / "tot.txt")
    (folder / "thiet-bi").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(folder / "o-cam"))
        said = told(ingest_paths([folder], NoRepair()))
    assert said.pop("tot.txt") == ""
    assert {name: why.split(". ")[0] for name, why in said.items()} == {
        "ong": "'ong' không phải là một tệp mà là đường ống (FIFO)",
        "o-cam": "'o-cam' không phải là một tệp mà là ổ cắm (socket)",
        "lien-ket.txt": "Liên kết 'lien-ket.txt' dẫn ra ngoài thư mục được nạp nên không được đọc theo",
        "thu-muc": "Liên kết 'thu-muc' dẫn ra ngoài thư mục được nạp nên không được đọc theo",
        "thiet-bi": "Liên kết 'thiet-bi' dẫn ra ngoài thư mục được nạp nên không được đọc theo",
        "dut.txt": "Liên kết 'dut.txt' không dẫn đến tệp nào",
    }
    given = unpacked([folder], tmp_path / "out")
    assert [path.name for path in given.paths] == ["tot.txt", "trong.txt"]
    assert len(given.failures) == len(said)


@pytest.mark.parametrize("name", ["ong", "/dev/zero", "/dev/stdin"])
def test_m13_what_is_no_file_is_named_when_it_is_asked_for(folder: Path, name: str) -> None:
    os.mkfifo(folder / "ong")
    said = told(ingest_paths([folder / name, folder / "tot.txt"], NoRepair()))
    assert said.pop("tot.txt") == ""
    ((_, why),) = said.items()
    assert "không phải là một tệp mà là" in why


def test_m13_a_link_that_is_named_itself_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ten-khac.txt").symlink_to(folder / "tot.txt")
    assert [item.fault for item in walked([tmp_path / "ten-khac.txt"])] == [None]


def test_a_file_that_changes_while_it_is_read_is_named(folder: Path) -> None:
    said = told(ingest_paths([folder], Writing(folder / "tot.txt")))
    assert said == {
        "tot.txt": "Tệp 'tot.txt' bị thay đổi trong lúc đọc. Cần tệp đứng yên. Hãy chờ tệp được ghi xong rồi nạp lại."
    }


def test_low_the_directory_of_an_archive_is_looked_at_and_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(60_000):
            package.writestr(f"word/media/{number}.png", b"")
        package.writestr("word/document.xml", b"<a/>")
    tracemalloc.start()
    assert media_type_of_file(path) == WORD
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_low_a_package_inside_an_archive_makes_it_no_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.docx", "w") as package:
        package.writestr("word/document.xml", b"<a/>")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in.docx", (tmp_path / "in.docx").read_bytes())
        archive.writestr("x/word/document.xml", b"<a/>")
    assert media_type_of_file(tmp_path / "in.docx") == WORD
    assert media_type_of_file(tmp_path / "a.zip") == "application/zip"


def test_low_names_never_move_the_cursor(folder: Path) -> None:
    (folder / "tot.txt").rename(folder / "t\x1b[2J\nx\u202e.txt")
    (item,) = ingest_paths([folder], NoRepair())
    assert isinstance(item, IngestedDocument)
    assert item.document.source == "t [2J x .txt"


def test_a_thread_that_waits_for_a_hostile_call_holds_up_no_other() -> None:
    hostile = threading.Thread(target=lambda: list(guarded(spinning, patience_s=3)))
    hostile.start()
    began = time.monotonic()
    assert len(list(guarded(numbers, 3))) == 3
    assert time.monotonic() - began < 2.5
    hostile.join()


def numbers(most: int) -> Iterator[int]:
    yield from range(most)


def test_what_a_module_prints_or_leaves_open_never_reaches_the_caller(tmp_path: Path) -> None:
    code = (
        "from ingest.readers import read; from pathlib import Path\n"
        f"print(read(Path({str(tmp_path / 'a.txt')!r})).text)"
    )
    (tmp_path / "a.txt").write_text("chữ", encoding="utf-8")
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "chữ\n", "")

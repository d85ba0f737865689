"""PDF portfolios: a PDF that is a folder of the files in it, which are laid out beside to be read as any other file.

What a file in a portfolio is, and whether it can be read, is for its reader to say. Its name is a claim: it becomes
the name of a plain file after the portfolio's, "hoso.pdf - Quyet dinh 12.pdf". The pages of the portfolio itself are
a document too unless they are a cover that only tells to open it in another program. A portfolio may hold portfolios,
but no deeper; number and size of what is laid out are bounded, since a small file can hold a very large one. PDFium
opens it in the sandbox, as a file may be made to break its reader.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium

from ingest.errors import ParcError
from ingest.file_names import safe_name
from ingest.language.fold import fold
from ingest.pipeline import Failure
from ingest.processes.sandbox import Stopped, guarded
from ingest.readers.media_type import media_type_of_file
from ingest.readers.pdf.reader import is_portfolio
from ingest.walk import walked

MAX_FILES = 200
MAX_UNPACKED_BYTES = 500_000_000  # of one portfolio and those in it: as much as the largest single file
_DEEPEST = 2  # a portfolio, and one in it
_MOST_WASTED = 3  # files that are too large or break the reader before the rest of the portfolio is left alone
_NAMES_TOLD = 5
_PORTFOLIO_NAME_BYTES = 80  # of the portfolio's name in those of its files
DAMAGED, TOO_LARGE = "damaged", "too large"
_MOST_COVER_WORDS = 100
_NAMES_A_PROGRAM = re.compile(r"\bacrobat\b|\badobe reader\b|\bpdf (?:reader|viewer)\b|\btrinh (?:doc|xem) pdf\b")
_UTF16_MARK = "þÿ"  # the byte order mark read as Latin letters: some writers put UTF-16 where bytes belong


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """The files to read, in order, and what of the portfolios among them could not be laid out.

    `portfolio_of` names for each file that came out of a portfolio the outermost one.
    """

    paths: tuple[Path, ...]
    failures: tuple[Failure, ...]
    portfolio_of: Mapping[Path, Path]

    def named(self, failure: Failure) -> Failure:
        """The failure under a path that its reader knows: that of the portfolio, for a file that came out of one."""
        return replace(failure, path=self.portfolio_of.get(failure.path, failure.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a portfolio says of itself: how many files it holds, the names of the first, whether it is a mere cover."""

    count: int
    names: tuple[str, ...]
    is_cover: bool


class _Unpacking:
    """One portfolio, with those in it, on its way to the folder: what room is left, and what went wrong."""

    def __init__(self, portfolio: Path, folder: Path) -> None:
        self.failures: list[Failure] = []
        self._portfolio = portfolio
        self._folder = folder
        self._taken: set[str] = {portfolio.name}
        self._room_files = MAX_FILES
        self._room_bytes = MAX_UNPACKED_BYTES
        self._wasted = 0

    def lay_out(self, path: Path, contents: Contents, *, name: str, depth: int) -> Iterator[Path]:
        """The files of a portfolio called `name` that could be laid out, itself first if it has pages to read."""
        if not contents.is_cover:
            yield path
        prefix = name.encode()[:_PORTFOLIO_NAME_BYTES].decode(errors="ignore").strip()
        for index in range(contents.count):
            if not self._room_files or self._wasted == _MOST_WASTED:
                self._leave_rest(contents, name, index)
                return
            inner = safe_name(f"{prefix} - {safe_name(contents.names[index])}", self._taken)
            self._taken.add(inner)
            self._room_files -= 1
            file = self._laid(path, index, inner)
            if file is None:
                continue
            within = _contents(file)
            if within is None:
                yield file
            elif depth == _DEEPEST:
                self._fail(
                    f"Tệp {inner!r} là tập hồ sơ PDF nằm quá sâu. Chỉ nhận tập hồ sơ nằm ngay trong một tập hồ sơ. "
                    "Hãy lưu tệp đó ra rồi nạp riêng."
                )
            else:
                yield from self.lay_out(file, within, name=inner, depth=depth + 1)

    def _laid(self, path: Path, index: int, name: str) -> Path | None:
        """The file of this number, laid out under the name; None if it cannot be, which is noted."""
        target = self._folder / str(len(self._taken)) / name
        try:
            target.parent.mkdir(parents=True)
            (outcome,) = guarded(written_bytes, path.absolute(), index, target, self._room_bytes)
        except OSError as error:
            self._fail(
                f"Không ghi tạm được tệp {name!r} ({error.strerror}). Cần đủ chỗ trống trên đĩa. "
                "Hãy dọn đĩa rồi nạp lại tập hồ sơ."
            )
            return None
        if isinstance(outcome, int):
            self._room_bytes -= outcome
            return target
        self._wasted += isinstance(outcome, Stopped) or outcome == TOO_LARGE
        if outcome == TOO_LARGE:
            self._fail(
                f"Tệp {name!r} làm dung lượng các tệp trong tập hồ sơ vượt quá giới hạn "
                f"{MAX_UNPACKED_BYTES / 1e6:.0f} MB. Hãy lưu tệp đó ra rồi nạp riêng."
            )
        else:
            self._fail(
                f"Tệp {name!r} không lấy ra được khỏi tập hồ sơ PDF. Cần tệp không hỏng. "
                "Hãy mở tập hồ sơ bằng trình đọc PDF, lưu tệp đó ra rồi nạp."
            )
        return None

    def _leave_rest(self, contents: Contents, name: str, first: int) -> None:
        names = [repr(safe_name(inner)) for inner in contents.names[first : first + _NAMES_TOLD]]
        left = ", ".join([*names, *(["…"] if contents.count > first + len(names) else [])])
        why = f"chỉ nhận {MAX_FILES} tệp đầu"
        if self._wasted == _MOST_WASTED:
            why = f"{_MOST_WASTED} tệp đứng trước quá lớn hoặc làm hỏng trình đọc"
        self._fail(
            f"Tập hồ sơ PDF {name!r} còn {contents.count - first} tệp không nạp: {left}; {why}. "
            "Hãy lưu các tệp đó ra rồi nạp riêng."
        )

    def _fail(self, reason: str) -> None:
        self.failures.append(Failure(path=self._portfolio, reason=reason))


def unpacked(paths: Sequence[Path], folder: Path) -> Unpacked:
    """The files behind the paths, those out of portfolios laid into `folder`, each alone in a folder of its own."""
    found: list[Path] = []
    failures: list[Failure] = []
    portfolio_of: dict[Path, Path] = {}
    for number, item in enumerate(walked(paths)):
        path = item.path
        if item.fault is not None:
            failures.append(Failure(path=path, reason=item.fault))
            continue
        contents = _contents(path)
        if contents is None:
            found.append(path)
            continue
        unpacking = _Unpacking(path, folder / str(number))
        inside = tuple(unpacking.lay_out(path, contents, name=path.name, depth=1))
        found += inside
        failures += unpacking.failures
        portfolio_of |= {file: path for file in inside if file != path}
    return Unpacked(paths=tuple(found), failures=tuple(failures), portfolio_of=portfolio_of)


def contents_of(path: Path, most_names: int) -> Iterator[Contents]:
    """What is in the portfolio, with so many names at most; nothing where the file is none."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return  # its reader says what is wrong with it
    try:
        count = document.count_attachments()
        if count > 0 and is_portfolio(path):
            names = tuple(_name(document, index) for index in range(min(count, most_names)))
            yield Contents(count=count, names=names, is_cover=_is_cover(document))
    finally:
        document.close()


def written_bytes(path: Path, index: int, target: Path, room_bytes: int) -> Iterator[int | str]:
    """Writes a file of the portfolio to `target`: its size in bytes, or `DAMAGED`, or `TOO_LARGE` for the room."""
    document = pdfium.PdfDocument(path)
    try:
        content = memoryview(document.get_attachment(index).get_data())
        if len(content) > room_bytes:
            yield TOO_LARGE
            return
        target.write_bytes(content)
        yield len(content)
    except (pdfium.PdfiumError, MemoryError):
        yield DAMAGED
    finally:
        document.close()


def _contents(path: Path) -> Contents | None:
    """What is in the file if it is a portfolio that can be opened; all else is for the file's reader to say."""
    try:
        if media_type_of_file(path) != "application/pdf":
            return None
        found = list(guarded(contents_of, path.absolute(), MAX_FILES + _NAMES_TOLD))
    except (ParcError, OSError, MemoryError):
        return None
    return found[0] if found and isinstance(found[0], Contents) else None


def _name(document: pdfium.PdfDocument, index: int) -> str:
    try:
        name: str = document.get_attachment(index).get_name()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""
    if name.startswith(_UTF16_MARK):
        return name.removeprefix(_UTF16_MARK).encode("latin-1", errors="replace").decode("utf-16-be", errors="replace")
    return name


def _is_cover(document: pdfium.PdfDocument) -> bool:
    """Whether its one page is empty, or says little more than which program to open the portfolio with."""
    if len(document) != 1:
        return False
    try:
        page = document[0]
        text = page.get_textpage().get_text_range()
        is_drawn = any(True for _ in page.get_objects(max_depth=1))
    except pdfium.PdfiumError:
        return True  # a damaged page gives nothing to read
    words = fold(text).split()
    if not words:
        return not is_drawn
    return len(words) <= _MOST_COVER_WORDS and bool(_NAMES_A_PROGRAM.search(" ".join(words)))

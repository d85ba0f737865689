"""What becomes of an uploaded file: a temporary folder of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.left_over import temporary_prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as the browser sent it: its name is a claim, not a path.

    Only members of `groups` may read what it holds, all if there are none; with `is_replacing` it takes the place of
    the document of its name. `by` is the address of who hands it in.
    """

    name: str
    content: bytes = field(repr=False)
    groups: tuple[str, ...] = ()
    is_replacing: bool = False
    by: str = ""


@contextmanager
def on_disk(upload: Upload, name: str) -> Iterator[Path]:
    """The upload's content as a file called `name` in a fresh folder, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=temporary_prefix("upload")) as folder:
        path = Path(folder) / name
        path.write_bytes(upload.content)
        yield path

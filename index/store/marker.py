"""A small file beside a store's folder that says a store was made there.

A folder that is gone, or is empty because its disk is not mounted, is then told from one where no store ever was. The
marker holds nothing of the documents.
"""

import json
from datetime import datetime
from pathlib import Path

from ingest.errors import StoreGone

# Parts of a store that are made after its file: without it they say that it was there.
_PARTS = ("originals", "lexical", "dense", "embeddings.sqlite", "parc.sqlite-wal")


def marker_path(folder: Path) -> Path:
    """Where the marker of a store's folder lies."""
    whole = folder.absolute()
    return whole.parent / f".{whole.name}.parc-store"


def set_marker(folder: Path, made_at: datetime) -> None:
    """Writes the marker where there is none; a place that may not be written goes without."""
    path = marker_path(folder)
    if path.exists():
        return
    said = {"store": str(folder.absolute()), "since": made_at.isoformat(timespec="seconds")}
    try:
        path.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError:
        return  # only a safeguard less


def check_not_gone(folder: Path, file: Path) -> None:
    """Raises where a store was, and its file is gone or empty.

    Raises:
        StoreGone: with the way back.
    """
    try:
        if file.stat().st_size > 0:
            return
    except OSError:
        pass
    marker = marker_path(folder)
    has_parts = any((folder / part).exists() for part in _PARTS)
    if not marker.exists() and not has_parts:
        return
    way_on = f" Nếu kho đã được chuyển đi có chủ ý, xoá tệp đánh dấu {marker} rồi nạp lại." if marker.exists() else ""
    raise StoreGone(
        f"Kho dữ liệu từng có ở {folder} nay không còn (thiếu hoặc rỗng tệp {file.name}). Gắn lại ổ đĩa hoặc thư mục "
        f"mạng chứa kho, hoặc chép bản sao lưu về đúng chỗ rồi chạy lại; không có gì được tạo mới.{way_on}"
    )

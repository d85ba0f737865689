"""Changes of roles and groups, written into the audit: they are made in a file, so whoever opened that is not known.

What a screen is drawn with is held against the last tables on record, so that a change made while nothing ran is told
by the next screen that is drawn.
"""

import threading
from collections.abc import Mapping
from pathlib import Path

from index.store.store import Store
from ingest.errors import DiskFull, StoreReadOnly
from parc_search.access import Access
from parc_search.evidence.acts import ROLES_CHANGED, acts, record_act
from parc_search.ui import messages

_lock = threading.Lock()
_seen: dict[Path, Mapping[str, str]] = {}


def follow_roles(store: Store, access: Access) -> None:
    """Writes the tables of roles and groups into the audit where they differ from those on record.

    A store that cannot be written stays readable; the change is told once it can be.
    """
    tables = {"roles": _said(access.roles), "groups": _said(access.groups)}
    with _lock:
        if _seen.get(store.folder) == tables or store.is_read_only:
            return
        told = [act.what for act in acts(store.audit_records()) if act.act == ROLES_CHANGED]
        if tables != (told[-1] if told else {"roles": "", "groups": ""}):
            try:
                record_act(store, ROLES_CHANGED, messages.BY_SETTINGS_FILE, tables)
            except (StoreReadOnly, DiskFull):
                return
        _seen[store.folder] = tables


def _said(table: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{name}: {', '.join(entries)}" for name, entries in sorted(table.items()))

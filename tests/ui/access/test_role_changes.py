"""Who may do what is on record, and so is each change of it."""

from pathlib import Path

from index.store.store import Store
from parc_search.access import Access
from parc_search.evidence.acts import acts
from parc_search.ui.access import role_changes
from parc_search.ui.access.role_changes import follow_roles


def told(store: Store) -> list[tuple[str, str, dict[str, str]]]:
    return [(act.act, act.by, dict(act.what)) for act in acts(store.audit_records())]


def test_roles_are_told_once_and_again_when_they_changed_also_while_nothing_ran(tmp_path: Path) -> None:
    first = Access(roles={"manager": ("an@tinh.gov.vn",)})
    second = Access(roles={"manager": ("ba@tinh.gov.vn",)}, groups={"noi-vu": ("an@tinh.gov.vn",)})
    one = ("roles-changed", "tệp cấu hình", {"roles": "manager: an@tinh.gov.vn", "groups": ""})
    two = ("roles-changed", "tệp cấu hình", {"roles": "manager: ba@tinh.gov.vn", "groups": "noi-vu: an@tinh.gov.vn"})
    with Store.open(tmp_path / "store") as store:
        follow_roles(store, Access())
        assert told(store) == []
        follow_roles(store, first)
        follow_roles(store, first)
        assert told(store) == [one]
        role_changes._seen.clear()  # the program was started anew
        follow_roles(store, first)
        follow_roles(store, second)
        follow_roles(store, first)
        assert told(store) == [one, two, one]

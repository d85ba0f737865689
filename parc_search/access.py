"""Who may do what, by address, as the settings file says: roles and groups.

An entry is an address ("an@tinh.gov.vn"), a domain ("@tinh.gov.vn") or "*" for everyone who signed in. Without
sign-in there is one person at the machine, who may do everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ROLES = ("reader", "auditor", "manager")
EVERYONE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is at the screen: `address` is empty where nobody signs in, `groups` None reads every document."""

    address: str = ""
    name: str = ""
    roles: frozenset[str] = frozenset(ROLES)
    groups: frozenset[str] | None = None

    @property
    def may_read(self) -> bool:
        """Whether the person may ask and read; auditors and managers may too."""
        return bool(self.roles)

    @property
    def may_audit(self) -> bool:
        """Whether the person may see, check and sign the audit record."""
        return "auditor" in self.roles

    @property
    def may_manage(self) -> bool:
        """Whether the person may add, correct, restrict and remove documents."""
        return "manager" in self.roles


AT_THE_MACHINE = Person()


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The entries of each role and of each group. A manager reads every document, for they are his to keep."""

    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def person(self, address: str, name: str = "") -> Person:
        """The person who signed in with this address; one that no entry names has no role and reads nothing."""
        roles = frozenset(role for role, entries in self.roles.items() if _names(entries, address))
        groups = frozenset(group for group, entries in self.groups.items() if _names(entries, address))
        return Person(address=address, name=name, roles=roles, groups=None if "manager" in roles else groups)


def _names(entries: tuple[str, ...], address: str) -> bool:
    said = address.strip().casefold()
    for entry in (entry.strip().casefold() for entry in entries):
        if entry in (EVERYONE, said) or (entry.startswith("@") and said.endswith(entry)):
            return bool(said)
    return False

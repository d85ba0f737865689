"""Who may do what, by address, as the settings file says: roles and groups.

An entry is an address ("an@tinh.gov.vn"), a domain ("@tinh.gov.vn") or "*" for everyone who signed in. Without
sign-in there is one person at the machine, who may do everything. Whoever is named nowhere may do nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ingest.errors import NotAllowed
from parc_search import messages

READER, AUDITOR, MANAGER = ROLES = ("reader", "auditor", "manager")
EVERYONE = "*"

# One @, a domain name behind it, and no letter that only looks like one of ASCII (U+212A is not a K).
_ADDRESS = re.compile(r"[!-?A-~]{1,64}@[a-z0-9.-]{1,255}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is at the screen: `address` is empty where nobody signs in, `groups` None reads every document.

    Nobody in particular has no role and no group.
    """

    address: str = ""
    name: str = ""
    roles: frozenset[str] = frozenset()
    groups: frozenset[str] | None = frozenset()

    @property
    def may_read(self) -> bool:
        """Whether the person may ask and read; auditors and managers may too."""
        return bool(self.roles & frozenset(ROLES))

    @property
    def may_audit(self) -> bool:
        """Whether the person may see, check and sign the audit record."""
        return AUDITOR in self.roles

    @property
    def may_manage(self) -> bool:
        """Whether the person may add, correct, restrict and remove documents."""
        return MANAGER in self.roles


AT_THE_MACHINE = Person(roles=frozenset(ROLES), groups=None)

Who = Callable[[], Person | None]
"""Says who acts at this moment, by the settings of this moment; None where nobody may do anything."""

_MAY: Mapping[str, Callable[[Person], bool]] = {
    READER: lambda person: person.may_read,
    AUDITOR: lambda person: person.may_audit,
    MANAGER: lambda person: person.may_manage,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The entries of each role and of each group. A manager reads every document, for they are his to keep."""

    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether neither a role nor a group is set, as where one person works alone."""
        return not self.roles and not self.groups

    def person(self, address: str, name: str = "") -> Person:
        """The person who signed in with this address; one that no entry names has no role and reads nothing."""
        roles = frozenset(role for role, entries in self.roles.items() if _names(entries, address))
        groups = frozenset(group for group, entries in self.groups.items() if _names(entries, address))
        return Person(address=address, name=name, roles=roles, groups=None if MANAGER in roles else groups)


def require(who: Who, role: str) -> Person:
    """Whoever acts, if he has the role now; every action asks this before it does anything.

    Raises:
        NotAllowed: nobody acts, or the role was never given or has been taken away.
    """
    person = who()
    if person is None or not _MAY[role](person):
        raise NotAllowed(messages.NOT_ALLOWED[role])
    return person


def comparable_address(said: str) -> str:
    """The address as it is compared, in lower case; empty where it is none: look-alike letters, blanks, two @."""
    # ASCII comes before any change of case or form: both turn look-alikes into the letters that they look like.
    trimmed = said.strip(" ")
    address = trimmed.lower() if trimmed.isascii() else ""
    return address if _ADDRESS.fullmatch(address) else ""


def _names(entries: tuple[str, ...], address: str) -> bool:
    said = comparable_address(address)
    for entry in (entry.strip().lower() for entry in entries if entry.isascii()):
        if said and (entry in (EVERYONE, said) or (entry.startswith("@") and said.endswith(entry))):
            return True
    return False

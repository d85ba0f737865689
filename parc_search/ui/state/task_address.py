"""The filters of the tasks in the address of their screen: kept, shared, saved under a name.

An address that somebody opens wins over what was chosen before; what is chosen then is written into it. Addresses are
typed and pasted by people: a value that no field takes is left out where the field is drawn.
"""

from collections.abc import Mapping, MutableMapping, Sequence
from urllib.parse import parse_qs, urlencode

from parc_search.documents.task_rows import OVERDUE, STATES
from parc_search.ui.state.task_filter import TASKS_PATH

FIELDS = {
    "t-agency": "co-quan", "t-role": "vai-tro", "t-state": "trang-thai", "t-place": "dia-phuong", "t-year": "nam",
    "t-words": "chu",
    "t-source": "van-ban", "t-from": "tu-ngay", "t-due": "den-ngay", "t-view": "xem",
}  # fmt: skip
"""By key of its field, the parameter that a filter has in the address."""
OPEN = "open"
"""What is not done, overdue or not."""
STATES_SHOWN = (OPEN, OVERDUE, *STATES)
MAX_VALUE_CHARS = 400
_WRITTEN = "tasks-address"


def follow_address(address: Mapping[str, Sequence[str]], chosen: MutableMapping[str, object]) -> dict[str, str]:
    """Sets the fields to what a newly opened address says, and returns what the address has to say now.

    `chosen` are the fields of the session, by key.
    """
    said = {name: values[0] for name in FIELDS.values() if (values := address.get(name)) and values[0]}
    if said and said != chosen.get(_WRITTEN):
        take(said, chosen)
    chosen[_WRITTEN] = parameters_of(chosen)
    return parameters_of(chosen)


def take(parameters: Mapping[str, str], chosen: MutableMapping[str, object]) -> None:
    """Sets the fields to these parameters, and empties the others."""
    for key, name in FIELDS.items():
        chosen.pop(key, None)
        value = parameters.get(name, "")
        if value and len(value) <= MAX_VALUE_CHARS:
            chosen[key] = value


def parameters_of(chosen: Mapping[str, object]) -> dict[str, str]:
    """The parameters of the fields that ask for something; the first way to look is not said."""
    said = {name: str(chosen[key]) for key, name in FIELDS.items() if chosen.get(key)}
    if said.get(FIELDS["t-view"]) == "table":
        del said[FIELDS["t-view"]]
    return said


def link_to(**chosen: str) -> str:
    """The address of the screen with these filters, by the names of their fields without "t-"."""
    return f"/{TASKS_PATH}?{urlencode({FIELDS[f't-{name}']: value for name, value in chosen.items() if value})}"


def query_of(chosen: Mapping[str, object]) -> str:
    """The fields as the text under which a view is saved."""
    return urlencode(parameters_of(chosen))


def parameters_in(query: str) -> dict[str, str]:
    """The parameters of a saved view."""
    return {name: values[0] for name, values in parse_qs(query).items() if name in FIELDS.values()}

"""Questions in, cited answers out: the public names of PARC Search."""

from parc_search.results import Answer, Citation, Hit, Interpretation, Scope
from parc_search.search import ParcSearch
from parc_search.settings import Settings, load_settings

__all__ = ["Answer", "Citation", "Hit", "Interpretation", "ParcSearch", "Scope", "Settings", "load_settings"]

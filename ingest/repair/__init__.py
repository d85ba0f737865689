"""Repair of broken Vietnamese text: a second reading beside the source, never over it."""

from ingest.repair.repairer import Repairer
from ingest.repaired_text import Edit, RepairedText, join

__all__ = ["Edit", "RepairedText", "Repairer", "join"]

"""Repair of broken Vietnamese text: a second reading beside the source, never over it."""

from ingest.repair.repaired import Edit, Repaired, join
from ingest.repair.repairer import Repairer

__all__ = ["Edit", "Repaired", "Repairer", "join"]

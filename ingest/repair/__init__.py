"""OCR repair: broken Vietnamese to proper Vietnamese, beside the source and never over it."""

from ingest.repair.repaired import Edit, Repaired

__all__ = ["Edit", "Repaired"]

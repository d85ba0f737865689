"""What a document says of itself and how it is divided, read from its text alone."""

from ingest.blocks import blocks_of
from ingest.documents import Heading, Metadata, SourceDocument
from ingest.metadata import metadata_of
from ingest.outline import outline_of
from ingest.repair.repaired import Repaired


def outline(raw: SourceDocument, reading: Repaired) -> tuple[Heading, ...]:
    """The headings of the document in order of place, titles in the repaired reading."""
    return outline_of(blocks_of(raw, reading), raw, reading)


def metadata(raw: SourceDocument, reading: Repaired) -> Metadata:
    """Number, date, issuer, place, years, kind and title; None where the document does not say."""
    return metadata_of(blocks_of(raw, reading), raw, reading)

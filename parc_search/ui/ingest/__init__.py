"""Uploads and ingestion beside the screens."""

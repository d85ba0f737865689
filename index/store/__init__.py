"""The truth: documents, passages, register rows and the audit log in SQLite, with the files and pages beside them."""

"""Passages made searchable: the SQLite store, which is the only truth, and two caches of it."""

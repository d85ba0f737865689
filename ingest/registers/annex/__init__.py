"""The registers of an annex: its tables, whatever file they came from, read as rows."""

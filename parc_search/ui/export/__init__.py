"""An answer as a memo: Word and PDF."""

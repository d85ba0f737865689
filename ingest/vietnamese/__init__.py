"""Pure text functions for Vietnamese: one written form, a folded form to match on, and its syllables."""

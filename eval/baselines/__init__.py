"""Rivals, one a file: what an afternoon's work gives, scored in the same run on the same questions."""

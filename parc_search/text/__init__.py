"""Readings of a passage that questions and answers share: terms, figures, agencies, negation."""

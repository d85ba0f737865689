"""Raised digits behind a word or a figure: marks of footnotes ("12.500² hồ sơ") and powers of units ("m²")."""

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The raised digits from nought to nine; also the inside of a character class."""
_DIGITS = "0123456789"
RAISED = str.maketrans(_DIGITS, SUPERSCRIPTS)
"""For `str.translate`: digits to raised ones."""
LEVELLED = str.maketrans(SUPERSCRIPTS, _DIGITS)
"""For `str.translate`: raised digits to plain ones."""

"""The optional language model: sentences over quotes, each held against them."""

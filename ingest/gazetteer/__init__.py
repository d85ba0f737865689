"""Agencies and places by name: who they are, how they are written, what became of them."""

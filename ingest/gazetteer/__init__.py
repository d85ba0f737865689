"""Names that administrative papers use: agencies and places, listed or told by their grammar."""

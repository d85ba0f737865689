"""The language of Vietnamese administrative papers: its grammars, each with its words as data beside its one reader."""

"""One metric a file; each gives a `Ratio`, or None where the label does not ask for a score."""

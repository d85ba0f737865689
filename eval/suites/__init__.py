"""One suite a file: labels and what a system gave for them, in; a scored run, out."""

"""Task rows of annexes: ruled tables, and tables whose text is all that is left."""

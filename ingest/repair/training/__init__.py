"""Training of the repair model: noise learned from aligned readings, and the tagger that undoes it."""

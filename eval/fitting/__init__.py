"""What the product weighs by numbers, learned from labelled questions: the scripts that write its files."""

"""What a question asks for: the kind of answer, its type, the values and units of its parts."""

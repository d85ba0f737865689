"""From the words of a question to a Query: worked out once, here."""

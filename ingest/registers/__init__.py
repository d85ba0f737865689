"""The registers: what a document assigns, to whom, by when, and what it sets out to reach."""

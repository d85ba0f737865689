"""Which passages a question is about: retrieved, fused, ranked."""

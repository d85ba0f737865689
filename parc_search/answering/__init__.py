"""From ranked passages and register rows to an answer or a refusal."""

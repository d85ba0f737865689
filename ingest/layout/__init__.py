"""From a source text to its lines, regions, blocks, outline and passages."""

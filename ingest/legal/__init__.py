"""What a document says of itself and of other documents: metadata, legal effect, citations."""

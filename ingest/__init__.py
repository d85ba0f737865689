"""Files become documents, passages and register rows; nothing of ours is imported here but this package."""

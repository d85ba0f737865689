"""PDF files: characters with their boxes, ruled lines, pages as pictures."""

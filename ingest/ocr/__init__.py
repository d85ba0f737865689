"""Pictures of pages as text: prepared, read by Tesseract, weighed against the text layer, and kept till stored."""

"""What is done with the documents of a store: added, read again, shown as pages."""

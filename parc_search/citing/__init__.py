"""Citations, verbatim quotes, and whether a quote says the value."""

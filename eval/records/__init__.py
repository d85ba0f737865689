"""What an evaluation leaves behind: cases and scores with their provenance, compared and put into tables."""

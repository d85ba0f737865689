"""What screens remember and how they filter and format; no drawing."""

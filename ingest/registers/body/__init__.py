"""Assignments in the body of a paper: its units, the orders and labels in them, and the rows they make."""

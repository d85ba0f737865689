"""What leaves the program: the JSON contract, CSV, Excel."""

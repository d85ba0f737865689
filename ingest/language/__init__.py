"""What every stage knows of the language of official papers: each rule once, its tables beside it."""

"""`python -m parc_search`: the command line."""

from parc_search.cli import main

if __name__ == "__main__":
    main()

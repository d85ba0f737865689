"""The commands of the command line, a file for each thing one wants to do."""

"""The terminal UI and the command line, over the same functions."""

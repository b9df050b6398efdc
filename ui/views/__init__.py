"""The views of the terminal UI, one a module."""

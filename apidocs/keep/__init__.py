"""Docs on disk: what a person changed in one, what is different between two, whether a new one is worth keeping."""

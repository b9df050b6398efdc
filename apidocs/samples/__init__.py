"""Worked tasks made up from a doc alone: how a person would say them, and the scripts that do them."""

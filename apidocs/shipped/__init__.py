"""Docs that ship: of what needs no learning. So far the phone itself, whose calls its own commands carry out."""

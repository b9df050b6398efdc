"""Asking a model: a file in a process of its own, or a server on this machine. `writing` has what is asked and what comes of it."""

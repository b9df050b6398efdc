"""The worker that computes a script and can do nothing else but ask us."""

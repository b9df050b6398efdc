"""Drive an Android phone from Python: words become a short script, which is carried out and proved."""

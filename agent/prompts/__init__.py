"""What a model is asked, word for word: templates, filled in."""

"""What of a doc, or of several, a task or a script needs."""

"""What a task's words order, ask and forbid, told from a lexicon of plain English and with no app's doc."""

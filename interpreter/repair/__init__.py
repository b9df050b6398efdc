"""What a script that has slips could have meant: changes of its text, each tried by reading it again."""

"""What is wrong with a script, and what it would do to the phone, said before it runs."""

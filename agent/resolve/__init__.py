"""What of an app's doc a task may mean, by meaning: each thing a vector, and how near a task's words come to it."""

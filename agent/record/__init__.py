"""What is kept of a task: rows of a session, touches, the task saved with its values as parameters, pairs to train on."""

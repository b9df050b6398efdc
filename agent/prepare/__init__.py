"""What stands before the model is asked: which app a task is for, its doc, the prompt; and what can be switched off."""

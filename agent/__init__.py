"""Task to script to run to answer: prompts, the small model, model files, repair; learning an app."""

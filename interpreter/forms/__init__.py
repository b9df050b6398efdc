"""What was put into forms and isn't saved: what stood there before, what saves it, and what leaving keeps."""

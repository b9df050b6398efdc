"""Acts of several touches: choosing, setting a picker, typing, switching, picking a row."""

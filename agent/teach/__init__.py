"""Show me once: what a person does on the phone, watched and read back as a script in the names of the app's doc."""

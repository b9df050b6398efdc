"""One run of a script on a phone, from its first call to what is closed up behind it."""

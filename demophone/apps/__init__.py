"""The apps of the demo phone, one file each."""

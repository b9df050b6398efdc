"""What has to be seen after an act, held against what is."""

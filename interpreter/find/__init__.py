"""Where a thing is that a call is on: the way to its screen, its row, its words."""

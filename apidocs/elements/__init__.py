"""What can be used or read on a screen: one control each, what labels it, what it is called."""

"""A phone that shows a recording: a DroidBot folder's states, and the edges between them."""

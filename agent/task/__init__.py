"""One task from its words to its answer: `loop` is the way, the rest is what it takes at its end."""

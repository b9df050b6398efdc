"""A script held against its task: what it does that nobody said, what it leaves out, and the gate its changes pass."""

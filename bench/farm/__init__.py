"""Many phones, measured: how much faster eight are than one, and what is left of tasks whose hosts are killed in the middle."""

"""Several scripts for one task, weighed: what speaks for and against each, one score, and what runs or is asked."""

"""Whether a run can be trusted: what goes wrong with phones, what real screens look like, being killed, being attacked."""

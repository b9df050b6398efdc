"""A script as text: what its names mean on the doc, what it uses, in which order. Runs nothing, changes nothing."""

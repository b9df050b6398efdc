"""Plans: a script as a typed tree of steps, held against others and told to a person. Knows the doc; touches no phone.

`plans` makes a plan of a script, `tree` is what it is made of; `differing`, `wording`, `reaching` and `dry_run` tell of it.
"""

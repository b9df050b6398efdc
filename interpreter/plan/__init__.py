"""Plans: a script as the steps it takes on the phone, held against others and told to a person. Knows the doc, touches no phone.

`plans` makes a plan of a script, `tree` is what it is made of; `alike` and `differing` hold plans against one another, `deeds` and
`wording` tell of them, `reaching` knows where their steps take place.
"""

"""Learning an app: explored on a phone, made into a doc, its controls described in other words."""

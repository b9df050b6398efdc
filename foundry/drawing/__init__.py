"""Single tasks of a generated app, drawn: an intent that makes sense in the app's first state, and words for it from the domain."""

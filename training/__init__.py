"""The apprentice: an adapter trained on pairs of task and script, acting behind an app's kept prefix. An extra: torch is
imported inside functions only, so that everything else works without it."""

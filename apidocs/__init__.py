"""What an app offers: exploring, telling screens apart, naming, effects, paths, samples, stubs."""

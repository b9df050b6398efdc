"""From a walk to a doc: dumps grouped, names given, acts tied to what they led to."""

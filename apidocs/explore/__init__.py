"""Walking through an app: what may be tried, where one is, and leaving it as it was found."""

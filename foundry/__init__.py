"""Generated apps: from a subject (a domain) and a seed an app for the demo phone, its tasks, their judges and right scripts."""

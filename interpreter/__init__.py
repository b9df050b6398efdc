"""Running a script: sandbox, check, locating, navigating, policy."""

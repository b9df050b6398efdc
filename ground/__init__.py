"""The ground: settings, paths, errors, exit codes."""

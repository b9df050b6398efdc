"""What every way of using thumbwright shares: opening a phone and a model, a task or a replay as a session, the policy."""

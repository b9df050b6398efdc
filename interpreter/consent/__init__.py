"""What the person is asked before an act, with which words, and what a consent covers."""

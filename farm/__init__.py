"""Many phones: which ones are meant, one script and one consent for all of them, on this machine or on several."""

"""Files of models on this machine: which there are, fetched, known to be whole, removed; their formats; adapters for them."""

"""Where the doc no longer fits the app: finding an element and a screen again by all that is known of them."""

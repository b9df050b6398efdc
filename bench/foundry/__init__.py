"""Tasks on generated apps, which nobody tuned to, through the whole product."""

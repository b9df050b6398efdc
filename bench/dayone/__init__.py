"""Day one: the first things that people say to a phone on which nothing was learned."""

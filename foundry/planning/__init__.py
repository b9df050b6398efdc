"""The right script for a task of a generated app, on the doc as learned: candidates in the product's own idioms, best first,
each kept only if it passes the check and does on the app what the task wants."""

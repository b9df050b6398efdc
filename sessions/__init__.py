"""The store: record, search, report, export."""

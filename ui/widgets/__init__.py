"""Parts of the views, one a module."""

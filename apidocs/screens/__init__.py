"""What one dump shows of a screen: its window, its marks, its lists and pickers, and which screen it is."""

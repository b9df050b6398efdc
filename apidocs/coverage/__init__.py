"""How much of an app its doc knows: in numbers, as a tree of its screens, and as a page that shows them."""

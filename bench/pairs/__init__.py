"""Tasks with their right scripts, for docs that lie beside them: how many of them the product writes."""

"""Success, speed and scale, measured."""

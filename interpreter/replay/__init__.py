"""A session's recorded calls once more, without a model."""

"""Choose: whether a task comes to the app it is for, on a phone with as many apps as people have."""

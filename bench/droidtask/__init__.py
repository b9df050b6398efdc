"""DroidTask: tasks recorded on real apps, run through the whole product and scored strictly."""

"""adb, uiautomator2, dumps of the screen and the finding of nodes in them."""

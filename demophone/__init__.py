"""A phone in a process: adbd, uiautomator's server, a widget toolkit, its apps."""

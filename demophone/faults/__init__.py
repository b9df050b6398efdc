"""What goes wrong with phones, on purpose: each fault strikes once at the layer where it happens on a real one.

arming     which are armed, what they count, when they strike
listed     all of them, by name
wire       the way to the phone: adb's connection, adb's server
server     uiautomator's server: dead, slow, hanging, silent, with an old screen
system     the system's own windows, keys and clock; other programs and other hands
views      what an app shows: moved, renamed, reordered, covered
"""

"""What a phone does by itself, with no screen: Android's settings, intents and providers, as typed reads, settings and deeds.

Nothing here is learned and nothing is seen on a screen: each is a command of adb's shell, said the way its Android version takes
it, and each setting is read back. What Android refuses comes out as an error that says so and names the page of Settings where a
person does it. Who may ask for what, and what a script calls these, is decided above.
"""

from __future__ import annotations

from ground.errors import PhoneError


class NotPossible(PhoneError):
    """It can't be done so: a value that is none, nobody of that name, no SIM, or Android doesn't let the shell."""


class NotAllowed(NotPossible):
    """No command does it on this phone: Android doesn't let the shell, or is too old for it. A person may on a screen."""

"""What plays on the phone: the music player in the background that media keys go to."""

from __future__ import annotations

from dataclasses import dataclass

TRACKS = ("Harbour lights", "Second breakfast", "Slow train", "Paper boats")
_PLAY_PAUSE, _STOP, _NEXT, _PREVIOUS, _PLAY, _PAUSE = 85, 86, 87, 88, 126, 127


@dataclass
class Media:
    """The one session there is."""

    playing: bool = False
    track: int = 0

    def key(self, code: int) -> bool:
        """A media key; False for any other."""
        if code in (_NEXT, _PREVIOUS):
            self.track = (self.track + (1 if code == _NEXT else -1)) % len(TRACKS)
        elif code in (_PLAY, _PAUSE, _STOP):
            self.playing = code == _PLAY
        elif code == _PLAY_PAUSE:
            self.playing = not self.playing
        else:
            return False
        return True

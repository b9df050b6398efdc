"""Pocket: tasks on the demo phone's own apps, judged by the state the phone ends in and by the answer."""

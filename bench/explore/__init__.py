"""How well apps are learned whose true screens and things the demo phone's toolkit knows: to score a doc, never to make one."""

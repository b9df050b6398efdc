"""Real apps' dumps, and what a person sees on them: to hold what the product makes of a dump against, never to make one."""

"""What joins the machines of a farm: Dask's distributed, and the only place that knows it.

Everybody else sees an executor that hands JSON to a named host and gives a `concurrent.futures.Future` back. Each call is one
task of Dask's, with a name of its own, for one worker, never tried again; a Future ends with the answer, or with HostLost or
FarmLost once nothing more will come, and never later than that is noticed. No actors: a worker runs all of its actors in one
thread, so eight phones on a host would wait for each other. What is asked twice all the same is refused by the host
(`farm.claims`).
"""

from .handing import FarmNet
from .hosting import FarmUp, reachable, scheduling, serve_host

__all__ = ["FarmNet", "FarmUp", "reachable", "scheduling", "serve_host"]

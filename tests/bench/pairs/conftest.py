"""The small app of the agent's tests, and a home of the test's own."""

from tests.agent.conftest import home, pad_doc

__all__ = ["home", "pad_doc"]

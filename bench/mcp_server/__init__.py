"""The MCP server measured from outside, by the protocol's official client: whether what comes over the pipe is the protocol and
nothing else, what text on a phone can bring about, and what the way over the server costs."""

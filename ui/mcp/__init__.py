"""The MCP server: the command line's own functions as ten tools for an agent, over standard input and output.

An agent is a stranger here. It may order what it likes; what is done about an order is the policy's affair, and what needs a
person's consent is asked of the person, through the agent's client. What a phone shows goes out as data.
"""

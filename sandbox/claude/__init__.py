"""A local Messages API that Anthropic's own client cannot tell from the real one."""

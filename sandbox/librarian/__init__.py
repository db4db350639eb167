"""The stand-in for Claude: general rules over the request alone, no knowledge of any corpus."""

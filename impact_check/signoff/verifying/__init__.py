"""A signed report -> a verdict: each check, from what the rest stands on to printing it again."""

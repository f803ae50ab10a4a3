"""One small fault each, planted into the small pack beside this folder, and what must be said about it."""

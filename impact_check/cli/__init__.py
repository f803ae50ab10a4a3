"""Talk to people at a terminal: the commands of impact-check. Only here are clock and environment read."""

"""Fonts that travel with every report, and the list of characters they can show."""

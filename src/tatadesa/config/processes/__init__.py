"""The processes of an installation: how each starts, stops, and never outlives the one who started it."""

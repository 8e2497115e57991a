"""The live stream: one small process that tells open screens what changed. It knows no Django and no room."""

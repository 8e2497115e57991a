"""Invented KTP cards, each marked SPESIMEN: for the demo, the tests and the measurements. Never a real card."""

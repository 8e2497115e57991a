"""Reads the photo of a KTP: text recognition in one bounded process, then labels, places and closed lists."""

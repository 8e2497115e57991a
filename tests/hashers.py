"""Argon2 itself, with a small cost: the suite makes some thousand accounts."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2Hasher(Argon2PasswordHasher):
    """Same algorithm and code path as in production."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1

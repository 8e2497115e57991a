"""How a notice or a round names who has no account."""

REFERRAL, OFFICE, ADDRESS = "referral", "office", "address"
"""What the name begins with; behind the colon an id, of an address a keyed hash."""

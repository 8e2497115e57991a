"""PT POS Indonesia at the counter, without an agreement. See docs/couriers.md."""

"""PT POS Indonesia by its gateway. See docs/couriers.md."""

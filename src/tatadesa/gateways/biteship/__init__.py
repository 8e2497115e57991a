"""Biteship: prices, orders, tracking and webhooks. See docs/couriers.md."""

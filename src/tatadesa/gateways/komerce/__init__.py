"""RajaOngkir by Komerce: prices and tracking. See docs/couriers.md."""

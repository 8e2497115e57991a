"""What the tests of couriers send."""

from tatadesa.deliveries.ports import Order, Parcel, Place, Rate

SENDER = Place(
    "Kantor Desa Karangsari",
    "62281637001",
    "Jl. Raya Karangsari 1",
    "Karangsari",
    "Kembaran",
    "Kabupaten Banyumas",
    "Jawa Tengah",
    "53182",
)
RECEIVER = Place(
    "Siti Aminah",
    "6281200000001",
    "Jl. Melati 2, RT 001/RW 002",
    "Sukajadi",
    "Sukajadi",
    "Kota Bandung",
    "Jawa Barat",
    "40162",
)


def order(key: str = "TD-0001", product: str = "240") -> Order:
    """A letter from Karangsari to Bandung."""
    rate = Rate(product, "Pos Reguler", 9000, 99, 0, 9099)
    return Order(key, product, "Pos Reguler", SENDER, RECEIVER, Parcel(100, "Dokumen"), rate, wants_pickup=True)

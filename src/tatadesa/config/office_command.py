"""``tatadesa office create``: the first office of an installation needs no shell."""

import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """What is said of the new office."""
    parser.add_argument("region", metavar="KODE", help="kode wilayah Kemendagri, misalnya 33.02.07.2001")
    parser.add_argument("--address", required=True, metavar="ALAMAT")
    parser.add_argument("--admin", required=True, metavar="NAMA", help="nama administrator pertama")
    parser.add_argument("--username", required=True, metavar="NAMA_PENGGUNA", help="untuk masuk ke meja perangkat")
    parser.add_argument("--postcode", default="", metavar="KODE_POS", help="bawaan: kode pos wilayah")
    parser.add_argument("--phone", default="", metavar="TELEPON")
    parser.add_argument("--email", default="", metavar="E-MAIL")
    parser.add_argument("--kind", default="", metavar="JENIS", help="hanya untuk instansi: kua, polsek, puskesmas, …")
    parser.add_argument("--name", default="", metavar="NAMA", help="nama lengkap instansi, bersama --kind")


def create(options: argparse.Namespace) -> str:
    """Make the office; what to print: how the administrator comes in. Django must be set up. Raises ``ValueError``."""
    from django.conf import settings

    from tatadesa.administration.actions.create_office import create_office
    from tatadesa.administration.new_offices import GOOD_FOR, Typed
    from tatadesa.core.errors import InvalidInput

    typed = Typed(
        region=options.region,
        address=options.address,
        admin_name=options.admin,
        username=options.username,
        postcode=options.postcode,
        phone=options.phone,
        email=options.email,
        kind=options.kind,
        name=options.name,
    )
    try:
        made = create_office(typed)
    except InvalidInput as refused:
        raise ValueError(" ".join(refused.errors.values())) from refused
    return "\n".join(
        (
            f"{made.office.full_name} dibuat, kode {made.office.code}.",
            f"Masuk di {settings.BASE_URL}/desk/ sebagai {made.username}, kata sandi sementara {made.password}",
            f"Kata sandi ini hanya tampil sekali, berlaku {GOOD_FOR.days} hari, dan diganti saat pertama kali masuk.",
        )
    )

"""The demo district: loaded once into an empty installation, described in ``demo.json`` at every start."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from tatadesa.catalogue.commands import load as load_services
from tatadesa.config.demo.applications import file_sample_applications
from tatadesa.config.demo.books import write_sample_books
from tatadesa.config.demo.cards import write_cards
from tatadesa.config.demo.citizens import choose_citizens, citizen_entries, open_citizen_accounts
from tatadesa.config.demo.feedback import give_sample_feedback
from tatadesa.config.demo.history import live_through_the_past
from tatadesa.config.demo.mutations import record_sample_mutations
from tatadesa.config.demo.offered import offer_a_service
from tatadesa.config.demo.offices import DISTRICT, HOME_VILLAGE, VILLAGES, make_offices
from tatadesa.config.demo.population import Population
from tatadesa.config.demo.register import copy_village
from tatadesa.config.demo.registrations import send_sample_registrations
from tatadesa.config.demo.signing import set_up_certificates, signing_secrets
from tatadesa.config.demo.staff import open_staff_accounts, staff_entries
from tatadesa.core.errors import DomainError
from tatadesa.offices.models import Office

_SEED = 3302
_HAMLETS = ("Krajan", "Karanganyar", "Sidodadi")
# Residents and households of each village.
_HOME_SIZE = (3000, 850)
_OTHER_SIZE = (300, 85)


def load_demo(data_dir: Path, base_url: str) -> None:
    """Fill an empty installation with the demo and write its accounts to ``data_dir``/demo.json.

    All or nothing, and skipped when it is there already. The file is written anew each time: ``citizens``,
    ``staff``, ``cards`` (photos of KTPs to register with) and the addresses under ``base_url``; other keys in it
    stay. Its passwords are public, so it refuses (``DomainError``) unless the installation says that it is a demo.
    """
    if settings.MODE != "demo":
        raise DomainError("Data demo hanya untuk percobaan: jalankan dengan TATADESA_MODE=demo.")
    if not Office.objects.filter(code=HOME_VILLAGE).exists():
        with transaction.atomic():
            _load()
    _write(data_dir / "demo.json", base_url.rstrip("/"))


def _load() -> None:
    offices = make_offices()
    population = Population(_SEED, DISTRICT)
    villages = {
        code: population.village(*(_HOME_SIZE if code == HOME_VILLAGE else _OTHER_SIZE), hamlets=_HAMLETS)
        for code in VILLAGES
    }
    for code, households in villages.items():
        copy_village(offices[code], households)
    citizens = choose_citizens(villages[HOME_VILLAGE], [villages[code] for code in VILLAGES[1:]])
    accounts = {code: open_citizen_accounts(offices[code], people) for code, people in citizens.items()}
    staff = open_staff_accounts(offices)
    record_sample_mutations(staff["operator"])
    write_sample_books(staff["operator"])
    for code in VILLAGES:
        load_services("builtin", code)
    offer_a_service(staff["kecamatan"])
    live_through_the_past(staff)
    set_up_certificates(staff)
    file_sample_applications(accounts[HOME_VILLAGE], staff)
    give_sample_feedback(accounts[HOME_VILLAGE], staff)
    send_sample_registrations(offices[HOME_VILLAGE], staff["operator"], accounts[HOME_VILLAGE][0])


def _write(path: Path, base_url: str) -> None:
    known: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    passphrases = signing_secrets()
    merged = {
        **known,
        "citizens": citizen_entries(),
        "staff": [{**entry, "signing_passphrase": passphrases.get(entry["username"], "")} for entry in staff_entries()],
        "cards": write_cards(path.with_name("ktp")),
        "urls": {**known.get("urls", {}), "portal": f"{base_url}/", "desk": f"{base_url}/desk/"},
    }
    fresh = path.with_suffix(".tmp")
    fresh.write_text(json.dumps(merged, indent=2, ensure_ascii=False) + "\n")
    fresh.replace(path)

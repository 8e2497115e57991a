"""The emulators of outside services as processes: one alone, or all together in one small process for the demo."""

import argparse
import os
import threading
from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

MESSAGES = ("fonnte", "wablas", "telegram", "zenziva")
PLAIN = ("pos", "komerce", "biteship", "opendk", *MESSAGES)
NAMES = ("push", "whatsapp", "mail", "dukcapil", "bsre", *PLAIN)
COMMANDS = {
    "push": "tiruan layanan web push",
    "whatsapp": "tiruan WhatsApp Cloud API",
    "mail": "tiruan server surat (SMTP)",
    "dukcapil": "tiruan layanan data Dukcapil",
    "bsre": "tiruan Esign Client Service BSrE (benar-benar menandatangani)",
    "pos": "tiruan gerbang POS Indonesia",
    "komerce": "tiruan RajaOngkir (Komerce)",
    "biteship": "tiruan Biteship",
    "fonnte": "tiruan Fonnte (WhatsApp tidak resmi)",
    "wablas": "tiruan Wablas (WhatsApp tidak resmi)",
    "telegram": "tiruan Bot API Telegram",
    "zenziva": "tiruan SMS Zenziva",
    "opendk": "tiruan OpenDK (aplikasi kecamatan)",
    "clamav": "tiruan pemindai virus ClamAV",
    "all": "semua tiruan dalam satu proses, untuk demo",
}


@dataclass(frozen=True)
class EmulatorPorts:
    """One port each for HTTP, and ``smtp`` for the mail itself."""

    push: int
    whatsapp: int
    mail: int
    dukcapil: int
    smtp: int
    bsre: int
    pos: int
    komerce: int
    biteship: int
    opendk: int
    fonnte: int
    wablas: int
    telegram: int
    zenziva: int

    def all(self) -> tuple[int, ...]:
        """Every port."""
        return astuple(self)

    def arguments(self) -> list[str]:
        """For ``tatadesa emulator all``."""
        return [word for name, port in asdict(self).items() for word in (f"--{name}", str(port))]

    def pages(self) -> dict[str, str]:
        """Where people look at each."""
        return {name: f"http://127.0.0.1:{getattr(self, name)}/" for name in NAMES}

    def environment(self) -> dict[str, str]:
        """Settings under which everything goes to the emulators, and nothing to anybody else."""
        return {
            "TATADESA_PUSH_EMULATOR_URL": f"http://127.0.0.1:{self.push}",
            "TATADESA_DUKCAPIL_EMULATOR_URL": f"http://127.0.0.1:{self.dukcapil}",
            "TATADESA_BSRE_EMULATOR_URL": f"http://127.0.0.1:{self.bsre}",
            "TATADESA_OPENDK_EMULATOR_URL": f"http://127.0.0.1:{self.opendk}",
            "TATADESA_WHATSAPP_BASE_URL": f"http://127.0.0.1:{self.whatsapp}/v21.0",
            "TATADESA_WHATSAPP_TOKEN": "demo",
            "TATADESA_WHATSAPP_PHONE_ID": "1000000000",
            "TATADESA_WHATSAPP_TEMPLATES": "",
            "TATADESA_SMTP_URL": f"smtp://127.0.0.1:{self.smtp}?tls=no",
            "TATADESA_COURIERS_MAY_BE_PRIVATE": "1",
            "TATADESA_CHANNELS_MAY_BE_PRIVATE": "1",
            "TATADESA_WHATSAPP_APP_SECRET": "demo",
            "TATADESA_WHATSAPP_VERIFY_TOKEN": "demo",
            "TATADESA_CHANNEL_FONNTE_URL": f"http://127.0.0.1:{self.fonnte}",
            "TATADESA_CHANNEL_WABLAS_URL": f"http://127.0.0.1:{self.wablas}",
            "TATADESA_CHANNEL_TELEGRAM_URL": f"http://127.0.0.1:{self.telegram}",
            "TATADESA_CHANNEL_ZENZIVA_URL": f"http://127.0.0.1:{self.zenziva}/reguler",
            "TATADESA_COURIER_POS_URL": f"http://127.0.0.1:{self.pos}",
            "TATADESA_COURIER_KOMERCE_URL": f"http://127.0.0.1:{self.komerce}/api/v1",
            "TATADESA_COURIER_BITESHIP_URL": f"http://127.0.0.1:{self.biteship}",
            "TATADESA_MAIL_FROM": "TataDesa <layanan@tatadesa.example>",
        }


def residents_file(data_dir: Path) -> Path:
    """Whom the emulated Dukcapil knows in the demo."""
    return data_dir / "emulators" / "dukcapil.jsonl"


def add_options(parser: argparse.ArgumentParser, name: str, port: Callable[[str], int]) -> None:
    """The options of ``tatadesa emulator <name>``."""
    parser.set_defaults(emulator=name)
    if name == "all":
        for each in (*NAMES, "smtp"):
            parser.add_argument(f"--{each}", type=port, required=True)
        return
    parser.add_argument("--port", type=port, required=True)
    if name in ("mail", "clamav"):
        parser.add_argument("--page-port", type=port, help="halaman untuk dilihat (bawaan: port berikutnya)")
    if name == "dukcapil":
        parser.add_argument("--residents", metavar="BERKAS", help="penduduk yang dikenal, satu objek JSON per baris")


def serve(options: argparse.Namespace, data_dir: Path) -> None:
    """Serve what ``options`` ask for until told to end; raises ``OSError`` when a port is taken."""
    match options.emulator:
        case "all":
            _serve_all(options, residents_file(data_dir))
        case "mail" | "clamav" as name:
            _module(name).serve(options.page_port or options.port + 1, options.port)
        case "dukcapil":
            _module("dukcapil").serve(options.port, Path(options.residents) if options.residents else None)
        case name:
            _module(name).serve(options.port)


def _serve_all(options: argparse.Namespace, residents: Path) -> None:
    whatsapp = _module("whatsapp").make_server(options.whatsapp)
    if base_url := os.environ.get("TATADESA_BASE_URL"):
        whatsapp.callback_url = f"{base_url}/kait/pesan/whatsapp_cloud/bersama/"
        whatsapp.secret, whatsapp.automatic = "demo", ["sent", "delivered"]
    servers = [
        _module("push").make_server(options.push),
        whatsapp,
        _module("mail").make_server(options.mail, options.smtp),
        _module("dukcapil").make_server(options.dukcapil, residents),
        _module("bsre").make_server(options.bsre),
        *(_module(name).make_server(getattr(options, name)) for name in PLAIN),
    ]
    threads = [threading.Thread(target=server.serve_forever, daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _module(name: str) -> Any:
    """By dotted path, as wiring does: nothing of ours imports a gateway."""
    return import_module(f"tatadesa.gateways.{'webpush' if name == 'push' else name}.emulator")

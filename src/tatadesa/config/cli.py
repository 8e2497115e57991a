"""The ``tatadesa`` command. Imports lazily, so that each process loads only what it needs."""

import argparse
import contextlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tatadesa.config import office_command
from tatadesa.config.processes import embedded_postgres, emulators, servers
from tatadesa.core.errors import DomainError

Options = argparse.Namespace


class UsageError(Exception):
    """What was given on the command line cannot be used; the message is one clear line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit status 0 only on success, errors as one line on stderr."""
    options = _parser().parse_args(arguments)
    command: Callable[[Options], int | None] = options.run
    try:
        return command(options) or 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("TATADESA_TRACEBACK"):
            traceback.print_exc()
        print(f"tatadesa: {_line(error)}", file=sys.stderr)
        return 1


def _line(error: Exception) -> str:
    words = error.message if isinstance(error, DomainError) else str(error)
    words = " ".join(words.split())
    expected = (DomainError, OSError, ValueError, embedded_postgres.EmbeddedPostgresError, servers.PortInUseError)
    by_name = ("BackupError", "CommandError", "DemoError", "UsageError")
    if isinstance(error, expected) or type(error).__name__ in by_name:
        return words
    return f"gangguan tak terduga, {type(error).__name__}: {words} (TATADESA_TRACEBACK=1 menampilkan rinciannya)"


def _data_dir() -> Path:
    return Path(os.environ.get("TATADESA_DATA", "./var")).resolve()


@contextlib.contextmanager
def _database() -> Iterator[None]:
    """DATABASE_URL is set inside: the one given, or that of the embedded server, which we stop if we started it."""
    data_dir = _data_dir()
    os.environ["TATADESA_DATA"] = str(data_dir)
    if "DATABASE_URL" in os.environ:
        yield
        return
    os.environ["DATABASE_URL"] = embedded_postgres.ensure_running(data_dir)
    try:
        yield
    finally:
        embedded_postgres.stop(data_dir)


@contextlib.contextmanager
def _django() -> Iterator[None]:
    """Django ready inside, connected to the database."""
    with _database():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tatadesa.config.settings")
        import django
        from django.db import connections

        django.setup()
        try:
            yield
        finally:
            for connection in connections.all(initialized_only=True):
                connection.close()
                connection.close_pool()  # type: ignore[attr-defined]


def _demo(options: Options) -> int:
    from tatadesa.config.processes import demo

    data_dir = Path(options.data).resolve() if options.data else _data_dir()
    return demo.run(host=options.host, port=options.port, data_dir=data_dir, reset=options.reset)


def _prepare_demo(options: Options) -> None:
    with _django():
        from tatadesa.config.processes.prepare import prepare_demo

        prepare_demo()


def _web(options: Options) -> int | None:
    from tatadesa.config.processes.check import problems

    found = problems(os.environ) if os.environ.get("TATADESA_MODE", "production") == "production" else []
    if found:
        return _report(found)
    with _database():
        servers.serve_web(options.host, options.port)
    return None


def _live(options: Options) -> None:
    with _database():
        servers.serve_live(options.host, options.port)


def _worker(options: Options) -> None:
    with _django():
        from procrastinate.contrib.django import app

        from tatadesa.registrations.tasks import READER_QUEUE

        app.perform_import_paths()  # type: ignore[no-untyped-call]
        _work_off(sorted({task.queue for task in app.tasks.values()} - {READER_QUEUE}), concurrency=4)


def _reader(options: Options) -> None:
    with _django():
        from tatadesa.registrations.tasks import READER_QUEUE

        _work_off([READER_QUEUE], concurrency=1)


def _work_off(queues: list[str], *, concurrency: int) -> None:
    from django.core.management import call_command

    # Notified at once of new jobs; polling is for the ones whose time to be tried again has come.
    call_command(
        "procrastinate",
        "worker",
        "--queues",
        ",".join(queues),
        "--concurrency",
        str(concurrency),
        "--fetch-job-polling-interval",
        "2",
        # What a job carried (a sealed code, an address) is of no use once it has run.
        "--delete-jobs",
        "successful",
        "--shutdown-graceful-timeout",
        "8",
    )


def _migrate(options: Options) -> None:
    with _django():
        from django.core.management import call_command

        call_command("migrate", interactive=False)
        call_command("collectstatic", interactive=False, verbosity=0)


def _check(options: Options) -> int:
    from tatadesa.config.processes.check import problems, warnings

    found = problems(os.environ)
    for warning in warnings(os.environ):
        print(f"tatadesa: (saran) {warning}", file=sys.stderr)
    if not found:
        print("Semua pengaturan siap dipakai.")
    return _report(found)


def _report(found: list[str]) -> int:
    for problem in found:
        print(f"tatadesa: {problem}", file=sys.stderr)
    return 1 if found else 0


def _services_load(options: Options) -> None:
    with _django():
        from tatadesa.catalogue.commands import load

        _print_counts(load(options.source, options.office))


def _services_export(options: Options) -> None:
    with _django():
        from tatadesa.catalogue.commands import export

        print(export(options.slug, options.office))


def _letter(options: Options) -> None:
    answers = json.loads(Path(options.answers).read_text()) if options.answers else {}
    if not isinstance(answers, dict):
        raise UsageError(f"{options.answers}: harus satu objek JSON")
    with _django():
        from tatadesa.letters.commands import render_sample

        render_sample(options.service, options.office, options.nik, answers, Path(options.out))


def _regions_load(options: Options) -> None:
    with _django():
        from tatadesa.regions.commands import load_regions

        _print_counts(load_regions())


def _import_residents(options: Options) -> int:
    with _django():
        from tatadesa.residents.commands import import_residents

        report = import_residents(
            Path(options.file), options.office, dry_run=options.dry_run, all_or_nothing=options.all_or_nothing
        )
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _print_counts(report.counts)
        for row in report.refused_rows:
            print(f"tatadesa: baris {row.row}: {' '.join(row.reasons)}", file=sys.stderr)
    is_short = report.refused and (options.all_or_nothing or report.refused == sum(report.counts.values()))
    return 1 if is_short and not options.dry_run else 0


def _office_create(options: Options) -> None:
    with _django():
        print(office_command.create(options))


def _backup(options: Options) -> None:
    from tatadesa.config.backup import backup

    with _database():
        backup(Path(options.file).resolve(), _passphrase(options), _data_dir(), os.environ["DATABASE_URL"])


def _restore(options: Options) -> None:
    from tatadesa.config.backup import restore

    with _database():
        restore(Path(options.file).resolve(), _passphrase(options), _data_dir(), os.environ["DATABASE_URL"])


def _passphrase(options: Options) -> str:
    words = os.environ.get("TATADESA_BACKUP_PASSPHRASE", "")
    if options.passphrase_file:
        words = Path(options.passphrase_file).read_text().strip()
    if len(words) < 12:
        raise UsageError("isi TATADESA_BACKUP_PASSPHRASE atau --passphrase-file (paling sedikit 12 huruf)")
    return words


def _print_counts(counts: dict[str, int]) -> None:
    print(", ".join(f"{name}: {count}" for name, count in counts.items()))


def _push_rotate(options: Options) -> None:
    with _django():
        from tatadesa.notices.ports import push

        print(push().rotate(forget=options.forget))


def _emulator(options: Options) -> None:
    emulators.serve(options, _data_dir())


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError("port harus 1 sampai 65535")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tatadesa", description="Layanan surat desa, dari ponsel warga sampai surat jadi."
    )
    commands = parser.add_subparsers(required=True, metavar="PERINTAH")

    def add(
        group: "argparse._SubParsersAction[argparse.ArgumentParser]",
        name: str,
        words: str,
        run: Callable[[Options], int | None],
    ) -> argparse.ArgumentParser:
        command = group.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        return command

    demo = add(commands, "demo", "semua di satu komputer, dengan kecamatan contoh", _demo)
    demo.add_argument("--host", default="127.0.0.1", help="0.0.0.0 membuka demo untuk ponsel di jaringan yang sama")
    demo.add_argument("--port", type=_port, default=8000)
    demo.add_argument("--data", help="folder data (bawaan: $TATADESA_DATA atau ./var)")
    demo.add_argument("--reset", action="store_true", help="mulai lagi dari data contoh")
    add(commands, "prepare-demo", "langkah pertama demo, dipanggil oleh demo", _prepare_demo)
    for name, words, run, port in (
        ("web", "halaman warga dan perangkat", _web, 8000),
        ("live", "siaran langsung perubahan", _live, 8001),
    ):
        server = add(commands, name, words, run)
        server.add_argument("--host", default="127.0.0.1")
        server.add_argument("--port", type=_port, default=port)
    add(commands, "worker", "pekerja antrean: pemberitahuan, pratinjau, perawatan", _worker)
    add(commands, "reader", "pembaca foto KTP, satu per satu", _reader)
    add(commands, "migrate", "menyiapkan atau memperbarui tabel dan berkas tampilan", _migrate)
    add(commands, "check", "menyebut pengaturan yang kurang atau tidak aman", _check)

    services = commands.add_parser("services", help="layanan sebagai berkas").add_subparsers(
        required=True, metavar="KERJA"
    )
    load = add(services, "load", "memuat layanan ke satu kantor", _services_load)
    load.add_argument("source", metavar="FOLDER|builtin")
    load.add_argument("--office", required=True, metavar="KODE")
    export = add(services, "export", "menulis satu layanan sebagai JSON", _services_export)
    export.add_argument("slug")
    export.add_argument("--office", required=True, metavar="KODE")

    letter = add(commands, "letter", "membuat contoh surat sebagai PDF", _letter)
    letter.add_argument("service", metavar="LAYANAN")
    letter.add_argument("--office", required=True, metavar="KODE")
    letter.add_argument("--nik", required=True)
    letter.add_argument("--answers", metavar="BERKAS", help="isian formulir sebagai JSON")
    letter.add_argument("--out", required=True, metavar="BERKAS.pdf")

    keys = commands.add_parser("push", help="kunci kabar push").add_subparsers(required=True, metavar="KERJA")
    rotating = add(keys, "rotate", "membuat kunci VAPID baru; yang lama tetap dipakai perangkat lama", _push_rotate)
    rotating.add_argument(
        "--forget", action="store_true", help="hapus kunci lama: perangkat lama harus menyalakan lagi"
    )
    regions = commands.add_parser("regions", help="wilayah Indonesia").add_subparsers(required=True, metavar="KERJA")
    add(regions, "load", "memuat atau memperbarui wilayah dari Kepmendagri", _regions_load)

    offices = commands.add_parser("office", help="kantor").add_subparsers(required=True, metavar="KERJA")
    words = "membuat kantor dengan administrator pertamanya; tidak pernah menimpa kantor yang sudah ada"
    office_command.add_options(add(offices, "create", words, _office_create))

    _import_parser(commands)
    for name, words, run in (
        ("backup", "menulis cadangan terenkripsi: tabel, berkas, kunci", _backup),
        ("restore", "memulihkan cadangan ke tempat yang kosong", _restore),
    ):
        keeping = add(commands, name, words, run)
        keeping.add_argument("file", metavar="BERKAS")
        keeping.add_argument("--passphrase-file", metavar="BERKAS", help="bawaan: $TATADESA_BACKUP_PASSPHRASE")

    copies = commands.add_parser("emulator", help="tiruan layanan luar").add_subparsers(
        required=True, metavar="LAYANAN"
    )
    for name, words in emulators.COMMANDS.items():
        emulators.add_options(add(copies, name, words, _emulator), name, _port)
    return parser


def _import_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    imports = commands.add_parser("import", help="data dari lembar").add_subparsers(required=True, metavar="DATA")
    words = "memasukkan penduduk dari XLSX, XLSM, XLS, ODS, atau CSV"
    residents = imports.add_parser("residents", help=words, description=words)
    residents.set_defaults(run=_import_residents)
    residents.add_argument("file", metavar="BERKAS")
    residents.add_argument("--office", required=True, metavar="KODE")
    residents.add_argument("--dry-run", action="store_true", help="hanya memeriksa; tidak ada yang berubah")
    residents.add_argument("--json", action="store_true", help="hasilnya sebagai satu objek JSON")
    residents.add_argument(
        "--all-or-nothing", action="store_true", help="bila ada baris yang ditolak, tidak ada yang dimasukkan"
    )


if __name__ == "__main__":
    sys.exit(main())

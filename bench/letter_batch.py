"""A batch of letters through the real actions: numbered, set, shown and signed, by two signers on two cores.

The measured part runs in processes of its own (``python -m bench.letter_batch LOGIN``), so that the first selection
is a cold one and their memory is theirs alone.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.people import Cast
from bench.results import Results

LETTERS = 1_000
ROLES = ("kades", "sekdes")
AT_ONCE = 50


def measure(results: Results, cast: Cast) -> None:
    """Letters per second on two processes, cold and warm, and how much memory a batch adds."""
    with ThreadPoolExecutor(1) as pool:
        numbers = pool.submit(_approved, cast, LETTERS).result()
    signers, share = _signers(cast), LETTERS // len(ROLES)
    with ThreadPoolExecutor(len(signers)) as pool:
        told = list(pool.map(_run, signers, (numbers[:share], numbers[share:])))
    failed = sum(one["failed"] for one in told)
    results.add(f"{LETTERS:,} letters in one batch: failures", failed, "letters", 0)
    cold = sum(AT_ONCE / one["cold_seconds"] for one in told)
    results.add("letters rendered and signed, cold", cold, "1/s on two processes")
    warm = sum((share - AT_ONCE) / one["warm_seconds"] for one in told)
    results.add("letters rendered and signed, warm", warm, "1/s on two processes", at_least=5)
    results.add("signed letter: size, largest", max(one["largest"] for one in told) / 1024, "KB", 80)
    growth = max(one["peak"] / one["peak_of_the_first"] for one in told)
    results.add(f"memory after {share} letters against the first {AT_ONCE}", growth, "x", 1.25)


def _signers(cast: Cast) -> list[str]:
    from tatadesa.accounts.models import StaffMember

    office = StaffMember.objects.get(pk=cast.officer_id).office
    found = [StaffMember.objects.filter(office=office, roles__contains=[role])[0] for role in ROLES]
    return [one.account.login for one in found]


def _run(login: str, numbers: list[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.letter_batch", login]
    done = subprocess.run(command, input=json.dumps(numbers).encode(), stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def _approved(cast: Cast, count: int) -> list[str]:
    from django.db import connection

    from bench.events import make_application
    from tatadesa.accounts.models import StaffMember
    from tatadesa.applications.actions.approve import approve
    from tatadesa.applications.actions.take import take

    operator = StaffMember.objects.get(pk=cast.officer_id)
    try:
        numbers = [make_application(cast)[0] for _ in range(count)]
        for number in numbers:
            taken = take(operator, number)
            approve(operator, number, seen=taken.event_count)
    finally:
        connection.close()
    return numbers


def _sign_all(login: str, numbers: list[str]) -> dict[str, float]:
    import django

    django.setup()
    from tatadesa.accounts.models import StaffMember

    staff = StaffMember.objects.select_related("account", "office").get(account__login=login)
    done = {"failed": 0.0, "largest": 0.0, "cold_seconds": 0.0, "warm_seconds": 0.0, "peak_of_the_first": 0.0}
    for start in range(0, len(numbers), AT_ONCE):
        began = time.perf_counter()
        failed, largest = _sign(staff, numbers[start : start + AT_ONCE])
        done["cold_seconds" if start == 0 else "warm_seconds"] += time.perf_counter() - began
        done["failed"] += failed
        done["largest"] = max(done["largest"], largest)
        if start == 0:
            done["peak_of_the_first"] = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return {**done, "peak": float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)}


def _sign(staff, numbers: list[str]) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    """One selection, as a signer does it; how many failed, and the bytes of the largest."""
    from tatadesa.applications.models import Application
    from tatadesa.config.demo.signing import PASSPHRASE
    from tatadesa.core.access_log import record_look
    from tatadesa.letters.actions.prepare_letter import prepare_letter
    from tatadesa.letters.actions.sign_letters import sign_letters
    from tatadesa.letters.ports import SigningSecret
    from tatadesa.letters.signing_queries import purpose_of

    seen = {}
    for number in numbers:
        application = Application.objects.get(number=number)
        prepared = prepare_letter(staff, number, seen=application.event_count)
        for page in range(1, prepared.pages + 1):
            record_look(
                office_id=staff.office_id,
                actor_id=staff.pk,
                resident_id=application.resident_id,
                purpose=purpose_of(page),
                about=number,
            )
        seen[prepared.pk] = prepared.sha256
    signed = sign_letters(staff, seen, SigningSecret(PASSPHRASE))
    letters = [one.letter for one in signed if one.letter is not None]
    return len(numbers) - len(letters), max((letter.file.size for letter in letters), default=0)


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    print(json.dumps(_sign_all(sys.argv[1], json.loads(sys.stdin.read()))))

"""How well, how fast and how large: the card reader on photos of invented cards with every fault there is."""

import time
from pathlib import Path

from bench.cards import FAULTS, photo
from bench.results import Results
from tatadesa.gateways.ktp_reader import words
from tatadesa.gateways.ktp_reader.adapter import KtpReader
from tatadesa.gateways.ktp_reader.process import process
from tatadesa.registrations.ports import CardUnreadable

# Seeds that no one has looked at while the reader was made.
FIRST_SEED = 40_000
PHOTOS = 3 * len(FAULTS)


def measure(results: Results) -> None:
    """Read ``PHOTOS`` photos, each fault and typeface in turn."""
    reader = KtpReader()
    faults = list(FAULTS)
    exact = wrong_but_confident = doubted = fields = right = 0
    seconds = []
    for number in range(PHOTOS):
        taken = photo(FIRST_SEED + number, faults[number % len(faults)])
        expected = printed(taken.card)
        started = time.perf_counter()
        try:
            reading = reader.read(taken.jpeg)
            found, doubtful = reading.fields, reading.doubtful
        except CardUnreadable:
            found, doubtful = {}, ("nik",)
        seconds.append(time.perf_counter() - started)
        is_exact = found.get("nik") == expected["nik"]
        exact += is_exact
        wrong_but_confident += not is_exact and "nik" not in doubtful
        doubted += is_exact and "nik" in doubtful
        others = [name for name in expected if name != "nik"]
        fields += len(others)
        right += sum(found.get(name) == expected[name] for name in others)
    results.add("ktp_nik_exact", exact / PHOTOS, f"of {PHOTOS} photos", at_least=0.98)
    results.add("ktp_wrong_but_confident", wrong_but_confident, "photos", 0)
    results.add("ktp_right_but_doubted", doubted / PHOTOS, f"of {PHOTOS} photos", 0.1)
    results.add("ktp_other_fields", right / fields, f"of {fields} fields", at_least=0.95)
    results.add("ktp_seconds", sorted(seconds)[len(seconds) // 2], "s (median)")
    results.add("ktp_seconds_longest", max(seconds), "s")
    results.add("ktp_child_memory", _peak_megabytes(), "MB (peak)", 700)
    process.close()


def printed(card: dict[str, str]) -> dict[str, str]:
    """What a perfect reader gives for an invented card: the register's words for those of the card."""
    expected = {name: text for name, text in card.items() if name not in ("province", "regency")}
    expected["religion"] = words.RELIGION[card["religion"]]
    expected["occupation"] = words.OCCUPATION[card["occupation"]]
    if card["blood_type"] == "-":
        del expected["blood_type"]
    return expected


def _peak_megabytes() -> float:
    lines = Path(f"/proc/{process.pid()}/status").read_text().splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak) / 1024

"""The VAPID key is made once, readable by nobody else."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tatadesa.gateways.webpush.keys import _load, private_key, public_key_text
from tatadesa.gateways.webpush.receiving import decode


def key_of(path: Path) -> str:
    return public_key_text(private_key(path))


def test_the_key_is_made_on_first_use_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "vapid.pem"
    first = key_of(path)
    _load.cache_clear()
    assert key_of(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [child.name for child in path.parent.iterdir()] == ["vapid.pem"]
    assert len(decode(first)) == 65


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "vapid.pem"
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(private_key, [path] * 8))
    assert len({public_key_text(key) for key in keys}) == 1


def test_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vapid.pem"
    path.write_text(
        "-----BEGIN PRIVATE KEY-----\n"
        "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
        "-----END PRIVATE KEY-----\n"
    )
    with pytest.raises(ValueError, match="no P-256 key"):
        private_key(path)

"""Some hundred open streams, measured as the bench measures 5,000."""

from bench import streams


def test_a_crowd_hears_everything_in_time_and_weighs_little(database_url: str) -> None:
    found = streams.run(database_url, streams=400, events=40, per_second=20, rest_seconds=1)
    assert found.lost == 0
    assert len(found.delays) == found.expected
    assert sorted(found.delays)[len(found.delays) // 2] < 500
    # 5,000 of this weight are 250 MB.
    assert (found.full - found.empty) / 400 < 0.05

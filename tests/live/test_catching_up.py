"""A browser that was away hears what it missed, from the process as it runs."""

from tests.config.processes_support import until
from tests.live.test_stream import SECRET, Reader, live, make, notify, process_of, reading, reading_by

__all__ = ["live"]


def numbers(reader: Reader) -> list[str]:
    """What it was told, in order."""
    return [line.split('"')[3] for line in reader.lines if line.startswith('data: {"number"')]


def last_id(reader: Reader) -> str:
    """What a browser would come back with."""
    return [line for line in reader.lines if line.startswith("id: ")][-1][4:]


def token(*topics: str) -> str:
    return make(list(topics), SECRET, 60)


def first_part(address: str, database_url: str, topic: str) -> str:
    """Somebody listens, hears number 0 and goes away; gives the last id."""
    with reading(address, topic) as reader:
        notify(database_url, topic, "application", number="0")
        assert until(lambda: numbers(reader) == ["0"], 5)
        return last_id(reader)


def test_what_happened_while_the_browser_was_away_is_not_lost(live: str, database_url: str) -> None:
    known = first_part(live, database_url, "c:back")
    for number in range(1, 21):
        notify(database_url, "c:back", "application", number=str(number))
        notify(database_url, "c:other", "application", number="other")
    missed = [str(number) for number in range(1, 21)]
    with reading_by(live, token("c:back"), last_id=known) as by_itself:
        assert until(lambda: numbers(by_itself) == missed, 5)
        notify(database_url, "c:back", "application", number="21")
        assert until(lambda: numbers(by_itself) == [*missed, "21"], 5)
    with reading_by(live, token("c:back"), since=f"&terakhir={known}") as by_the_page:
        assert until(lambda: numbers(by_the_page) == [*missed, "21"], 5)


def test_a_page_asked_for_before_something_happened_hears_it_though_it_listens_later(
    live: str, database_url: str
) -> None:
    with reading(live, "c:slow") as witness:
        notify(database_url, "c:slow", "application", number="1")
        assert until(lambda: numbers(witness) == ["1"], 5)
    with reading_by(live, token("c:slow"), since="&usia=0") as reader:
        assert until(lambda: numbers(reader) == ["1"] or "event: resync" in reader.lines, 5)


def test_more_than_a_screen_can_use_is_one_word_to_fetch_it_again(live: str, database_url: str) -> None:
    known = first_part(live, database_url, "c:much")
    for number in range(40):
        notify(database_url, "c:much", "application", number=str(number))
    with reading_by(live, token("c:much"), last_id=known) as reader:
        assert until(lambda: "event: resync" in reader.lines, 5)
        assert numbers(reader) == []


def test_an_id_of_another_process_makes_the_page_fetch_itself(live: str, database_url: str) -> None:
    known = first_part(live, database_url, "c:moved")
    with (
        process_of(database_url) as another,
        reading_by(another, token("c:moved"), last_id=known) as reader,
    ):
        assert until(lambda: "event: resync" in reader.lines, 5)


def test_an_id_or_an_age_made_of_rubbish_makes_the_page_fetch_itself(live: str) -> None:
    for since in ("&terakhir=%00", "&usia=x", "&usia=-1", f"&usia={'9' * 400}"):
        with reading_by(live, token("c:odd"), since=since) as reader:
            assert until(lambda: "event: resync" in reader.lines, 5), since

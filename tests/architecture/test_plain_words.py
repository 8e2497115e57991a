"""The words on screens keep to docs/bahasa.md, as far as a machine can tell."""

import re
from functools import cache

from tests import screen_words
from tests.screen_words import CITIZENS, SOURCE, Text, words_of

GUIDE = SOURCE.parents[1] / "docs" / "bahasa.md"
LONGEST_CITIZEN, LONGEST_OFFICER, LONGEST_BUTTON = 16, 20, 6
PAGE_MEAN = 10
# Words of English that look like nothing in Indonesian.
ENGLISH = "the is are was not and with your please of for this that page save cancel delete edit next back more all new"
SENTENCE = re.compile(r"\s*[A-Z0-9“…].*[.?…)”:]\s*", re.DOTALL)
SHOUTED = re.compile(r"(?<!LAPOR)!(?!\s*”)|Anda salah|[A-Z]{2,}_[A-Z]|\bHTTP\b")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|'[^']*'|‘[^’]*’")


@cache
def banned(whom: str) -> re.Pattern[str]:
    """The left column of the guide's table, for ``semua`` or for ``warga``."""
    rows = re.findall(rf"^\| ([^|]+) \| [^|]+ \| {whom} \|$", GUIDE.read_text(), re.MULTILINE)
    words = [re.escape(word.strip()) for row in rows for word in row.split(",")]
    assert len(words) > 5
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


@cache
def every_text() -> tuple[tuple[Text, bool], ...]:
    """All of them, each with whether citizens read it."""
    found = []
    for path in screen_words.templates():
        found += [(one, path.relative_to(SOURCE).parts[0] in CITIZENS) for one in screen_words.of_template(path)]
    for path in screen_words.modules():
        found += [(one, path.relative_to(SOURCE).parts[0] in CITIZENS) for one in screen_words.of_code(path)]
    for path in screen_words.services():
        found += [(one, True) for one in screen_words.of_service(path)]
    return tuple(found)


def test_the_texts_are_found() -> None:
    texts = [text for text, _ in every_text()]
    assert len(texts) > 5000
    assert sum(text.is_error for text in texts) > 500


def test_no_word_of_the_guides_table_is_on_a_screen() -> None:
    said = [
        f"{text.place}: “{found[0]}” in {text.words!r}"
        for text, for_citizens in every_text()
        for whom in ("semua", "warga")
        if (whom == "semua" or for_citizens) and (found := banned(whom).search(QUOTED.sub("", text.words)))
    ]
    assert said == []


def test_no_english_is_left() -> None:
    said = [
        f"{text.place}: {text.words!r}"
        for text, _ in every_text()
        if len(set(ENGLISH.split()) & set(re.findall(r"[a-z]+", QUOTED.sub("", text.words).lower()))) > 1
    ]
    assert said == []


def test_no_sentence_is_too_long() -> None:
    long = [
        f"{text.place}: {len(words_of(sentence))} words: {sentence}"
        for text, for_citizens in every_text()
        for sentence in text.sentences()
        if len(words_of(sentence)) > (LONGEST_CITIZEN if for_citizens else LONGEST_OFFICER)
    ]
    assert long == []


def test_a_page_for_citizens_is_short_on_average() -> None:
    means = {}
    for path in screen_words.templates(*CITIZENS):
        sentences = [words_of(one) for text in screen_words.of_template(path) for one in text.sentences()]
        if lengths := [len(words) for words in sentences if len(words) > 2]:
            means[str(path.relative_to(SOURCE))] = sum(lengths) / len(lengths)
    assert {place: mean for place, mean in means.items() if mean > PAGE_MEAN} == {}


def test_an_error_is_a_sentence_and_does_not_shout() -> None:
    wrong = [
        f"{text.place}: {text.words!r}"
        for text, _ in every_text()
        if text.is_error and (not SENTENCE.fullmatch(text.words) or SHOUTED.search(text.words))
    ]
    assert wrong == []


def test_times_and_money_are_written_as_here() -> None:
    wrong = [
        f"{text.place}: {text.words!r}"
        for text, _ in every_text()
        if re.search(r"\bpukul \d\d:\d\d|\bRp[. ]+[\d…]|,-", text.words)
    ]
    assert wrong == []


def test_a_button_says_what_it_does_in_few_words() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}: {words!r}"
        for path in screen_words.templates()
        for words in screen_words.buttons(path)
        if words.lower() in ("ok", "oke", "ya", "proses", "submit") or len(words_of(words)) > LONGEST_BUTTON
    ]
    assert wrong == []

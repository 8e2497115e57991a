"""How long a form takes."""

from tatadesa.forms.duration import minutes

SHORT = {"id": "a", "kind": "short_text", "label": "A"}


def test_rounded_up_kindly() -> None:
    assert minutes({"fields": [SHORT]}) == 1
    assert minutes({"fields": [SHORT] * 17}) == 5
    assert minutes({"fields": [SHORT] * 25}) == 10


def test_what_is_asked_only_sometimes_counts_by_half() -> None:
    sometimes = {**SHORT, "show_if": {"of": "penduduk.umur", "op": "at_least", "to": 17}}
    assert minutes({"fields": [sometimes] * 8}) < minutes({"fields": [SHORT] * 8})

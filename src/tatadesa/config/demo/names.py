"""Names for the invented population: common words of the region, put together by chance."""

import json
from pathlib import Path
from random import Random

from tatadesa.residents import codes

_WORDS = json.loads(Path(__file__).with_name("names.json").read_text())
_TURN_OF_NAMES = 1978


def full_name(random: Random, sex: int, birth_year: int) -> str:
    """A name in the register's spelling, of the sort people of that age have; the old often have one word."""
    older = birth_year < _TURN_OF_NAMES
    words = _WORDS["older" if older else "younger"]["female" if sex == codes.FEMALE else "male"]
    name: str = random.choice(words["first"].split())
    if older and random.random() < 0.2:
        return name
    return f"{name} {random.choice(words['second'].split())}"

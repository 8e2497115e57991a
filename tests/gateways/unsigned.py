"""A letter as the signing adapters get it."""

from tatadesa.letters import typeset
from tatadesa.letters.ports import Unsigned
from tests.letters.samples import MOMENT, document

CONTENT, BOX = typeset.letter_to_sign(document(), MOMENT, by_pen=False)


def letters(count: int = 1) -> list[Unsigned]:
    return [Unsigned(str(place), CONTENT, BOX, "Menandatangani surat", "Karangsari") for place in range(count)]

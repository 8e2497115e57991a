"""A paragraph between fields."""

from tatadesa.forms.kinds.base import Words


class Note(Words):
    """No options. The label is the paragraph."""

    name = "note"
    title = "Keterangan"
    seconds = 6

"""A heading between fields."""

from tatadesa.forms.kinds.base import Words


class Heading(Words):
    """No options. The label is the heading."""

    name = "heading"

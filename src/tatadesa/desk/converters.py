"""What the desk's addresses may hold in their places."""

from django.urls.converters import StringConverter


class ApplicationNumber(StringConverter):
    """What a public number is made of; anything else in its place (a NUL, say) is no address of ours."""

    regex = "[0-9A-Za-z-]{1,20}"


class OfficeCode(StringConverter):
    """The code of an office: of its region, or the slug of an agency."""

    regex = "[0-9a-z.-]{1,40}"


class FieldPathConverter(StringConverter):
    """A field of a form, perhaps in the rows of a group."""

    regex = "[a-z][a-z0-9_]{0,90}"

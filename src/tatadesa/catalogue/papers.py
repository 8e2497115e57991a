"""Documents whose paper may be brought to the office instead of a photo or PDF."""

from tatadesa.catalogue.models import ServiceVersion


def may_be_brought(version: ServiceVersion) -> list[str]:
    """The file fields that the requirements of ``version`` allow to leave empty for a paper brought later."""
    return [item["field"] for item in version.requirements if item.get("paper")]

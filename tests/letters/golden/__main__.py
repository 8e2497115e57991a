"""Make the kept pictures anew: ``python -m tests.letters.golden``, or only those of the services named behind it.

Look at every picture that changed before it is committed.
"""

import os
import sys

import django


def main() -> None:
    """Of all services, or of those in the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tatadesa.config.settings")
    django.setup()
    from tests.letters.golden import made, pictures

    for slug in sys.argv[1:] or made.SLUGS:
        for name in made.SETS:
            pictures.keep(pictures.side_by_side(pictures.pages(slug, name)), pictures.path(slug, name))


if __name__ == "__main__":
    main()

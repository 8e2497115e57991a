"""The project's settings with one more address: an empty view on the same server, to divide by."""

from tatadesa.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"

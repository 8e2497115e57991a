"""TataDesa's own measurements: ``make bench``. Ratios inside one run, as machines differ and are busy."""

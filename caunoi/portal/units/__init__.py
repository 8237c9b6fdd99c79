"""Pages about administrative units, for everyone: search, one unit, the reform in numbers, downloads."""

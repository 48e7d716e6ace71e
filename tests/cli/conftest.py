from press_fixtures import press_copy, press_database, press_file  # noqa: F401

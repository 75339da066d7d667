pip check

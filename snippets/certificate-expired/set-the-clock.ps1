w32tm /resync

brew install libpq

pip install --dry-run --ignore-installed --no-deps --quiet --report - requests

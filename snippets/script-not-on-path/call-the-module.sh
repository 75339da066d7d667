python -m charset_normalizer --version

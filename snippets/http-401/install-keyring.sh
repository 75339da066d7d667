pip install keyring keyrings.alt

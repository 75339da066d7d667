"""The tests: thin, parametrised over the catalogue where they can be."""

pip download --dest files requests setuptools

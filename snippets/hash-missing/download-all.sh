pip download --dest files requests

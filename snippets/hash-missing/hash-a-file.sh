pip download --dest files idna==3.20
pip hash files/idna-3.20-py3-none-any.whl

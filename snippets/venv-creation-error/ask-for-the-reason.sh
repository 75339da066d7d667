python3 -m venv --without-pip .venv
.venv/bin/python -m ensurepip --default-pip

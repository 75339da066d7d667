python -m venv --without-pip .venv

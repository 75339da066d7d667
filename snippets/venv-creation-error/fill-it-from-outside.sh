python3 -m venv --without-pip .venv
python3 -m pip --python .venv/bin/python install requests

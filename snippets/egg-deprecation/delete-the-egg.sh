rm -r ~/venv/lib/python3*/site-packages/requests-2.31.0-py3.12.egg

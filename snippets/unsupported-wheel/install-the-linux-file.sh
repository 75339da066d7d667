pip install ./wheels/requests-2.34.2-py3-none-manylinux_2_17_x86_64.whl

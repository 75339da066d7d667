pip install -c constraints.txt wheels/requests-2.34.2-py3-none-any.whl

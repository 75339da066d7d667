grep -v '^requests==' constraints.txt >others.txt
pip install -c others.txt wheels/requests-2.34.2-py3-none-any.whl

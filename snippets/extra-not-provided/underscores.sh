pip install 'requests[use_chardet_on_py3]'

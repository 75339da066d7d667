pip install 'requests[use-chardet-on-py3]'

pip install 'requests>=2.*'

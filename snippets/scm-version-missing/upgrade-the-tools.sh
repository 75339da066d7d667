pip install --upgrade setuptools-scm setuptools

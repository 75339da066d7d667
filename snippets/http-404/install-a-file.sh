pip install https://files.pythonhosted.org/packages/requests-2.34.2-py3-none-any.whl

python pip-26.3-py3-none-any.whl/pip install pip-26.3-py3-none-any.whl

from setuptools import setup

setup(name="my-app", version="1.0", py_modules=[], install_requires=["requests"])

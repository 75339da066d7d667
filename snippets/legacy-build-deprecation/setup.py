from setuptools import setup

setup(name="requests", version="2.0", packages=[])

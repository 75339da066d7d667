pip download requests==2.34.2
mv requests-2.34.2-py3-none-any.whl requests.whl

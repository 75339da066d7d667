pip download --no-deps requests
mv requests-2.34.2-py3-none-any.whl my_requests-2.34.2-py3-none-any.whl

pip install --index-url https://mirrors.aliyun.com/pypi/simple/ requests

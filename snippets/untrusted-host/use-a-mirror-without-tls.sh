pip install --index-url http://mirrors.aliyun.com/pypi/simple/ requests

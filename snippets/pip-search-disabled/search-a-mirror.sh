pip search --index https://mirrors.aliyun.com/pypi/simple/ requests

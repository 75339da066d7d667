pip config set global.index-url https://mirrors.aliyun.com/pypi/simple/

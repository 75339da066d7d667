pip config --user set global.index-url https://mirrors.aliyun.com/pypi/simple/

pip config set global.proxy http://proxy.example.com:3128

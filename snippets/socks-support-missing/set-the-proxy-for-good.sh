pip config set global.proxy socks5h://socks.example.com:1080

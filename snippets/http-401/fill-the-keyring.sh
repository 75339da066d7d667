keyring set pypi.example.com ada

pip --isolated install requests

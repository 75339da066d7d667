pip --upgrade install requests

pip instal requests

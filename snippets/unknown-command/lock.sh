pip lock requests

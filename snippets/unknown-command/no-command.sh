pip requests

pip install --proxy 'http://ada:50%2520off%231@proxy.example.com:3128' requests

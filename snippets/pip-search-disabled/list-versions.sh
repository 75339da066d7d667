pip index versions requests

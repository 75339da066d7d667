pip install --index-url http://pypi.example.com/simple/ --trusted-host pypi.example.com \
	--require-hashes -r requirements.txt

pip install --index-url http://pypi.example.com/simple/ --trusted-host pypi.example.com \
	-r requirements.txt

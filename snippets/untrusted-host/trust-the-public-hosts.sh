pip install --index-url http://pypi.example.com/simple/ \
	--trusted-host pypi.org --trusted-host files.pythonhosted.org requests

~/new-environment/bin/pip install requests

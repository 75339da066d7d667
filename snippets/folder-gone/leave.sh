cd ~ && pip install requests

rm ~/venv/lib/python3*/site-packages/easy-install.pth
pip install requests

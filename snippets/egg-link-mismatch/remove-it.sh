rm ~/venv/lib/python3*/site-packages/requests.egg-link
sed -i.bak '\|^/home/you/new$|d' ~/venv/lib/python3*/site-packages/easy-install.pth
pip install requests

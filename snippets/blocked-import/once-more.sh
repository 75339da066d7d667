pip uninstall --yes requests
python -I -m pip install requests

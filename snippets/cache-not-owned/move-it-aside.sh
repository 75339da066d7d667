mv ~/.cache/pip ~/.cache/pip.old
pip install requests

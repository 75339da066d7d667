pip download --dest files requests
python write-the-list.py
pip install -r requirements.lock

pip install sklearn

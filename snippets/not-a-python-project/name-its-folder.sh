pip install ./shop

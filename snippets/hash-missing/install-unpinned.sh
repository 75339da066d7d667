pip install -r unpinned.txt

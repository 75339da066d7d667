pip cache info --cache-dir ~/.cache/pip

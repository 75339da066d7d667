pip install requests==2.34.2 --hash=sha256:518dda0d41f4911b3e961cd05968abb854929a1f46746909fc27849ee22adaee

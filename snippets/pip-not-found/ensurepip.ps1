py -m ensurepip --default-pip

py -m ensurepip --upgrade --default-pip

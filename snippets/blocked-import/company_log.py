def write(path):
    with open("installed.log", "a") as log:
        print(path, file=log)

import sys


def hook(event, args):
    if event == "open" and args[1] == "w" and "site-packages" in str(args[0]):
        import company_log


sys.addaudithook(hook)

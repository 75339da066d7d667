import sys

seen = False


def hook(event, args):
    global seen
    if event == "open" and args[1] == "w" and "site-packages" in str(args[0]) and not seen:
        seen = True
        import company_log


sys.addaudithook(hook)

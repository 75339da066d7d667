import sys

import company_log


def hook(event, args):
    if event == "open" and args[1] == "w" and "site-packages" in str(args[0]):
        company_log.write(args[0])


sys.addaudithook(hook)

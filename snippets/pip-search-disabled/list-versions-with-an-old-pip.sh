pip download requests== 2>&1 | grep "from versions"

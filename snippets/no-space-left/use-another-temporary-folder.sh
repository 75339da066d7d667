mkdir -p ~/tmp
TMPDIR=~/tmp pip install requests

python <<'TYPED'
pip install requests
TYPED

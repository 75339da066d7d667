python <<'TYPED'
python -m pip install requests
TYPED

$Env:FROZENLIST_NO_EXTENSIONS = "1"
pip install frozenlist==1.2.0

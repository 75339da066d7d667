pip install frozenlist==1.2.0

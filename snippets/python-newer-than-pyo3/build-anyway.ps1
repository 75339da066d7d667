$env:PYO3_USE_ABI3_FORWARD_COMPATIBILITY = "1"
pip install requests==2.33.0

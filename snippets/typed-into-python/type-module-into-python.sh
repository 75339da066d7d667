echo 'python -m pip install requests' | python

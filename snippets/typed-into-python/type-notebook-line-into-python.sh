echo '!pip install requests' | python

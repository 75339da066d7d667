pip list --format=freeze --exclude pip >requirements.txt

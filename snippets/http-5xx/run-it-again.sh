pip install requests || {
	sleep 5
	pip install requests
}

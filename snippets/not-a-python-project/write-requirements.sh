echo "requests" >requirements.txt

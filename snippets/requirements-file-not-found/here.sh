echo requests >requirements.txt

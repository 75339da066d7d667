echo requests >../requirements.txt

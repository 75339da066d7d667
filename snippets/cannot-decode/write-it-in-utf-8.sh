printf 'requests==2.34.2  # \302\251 Ann\n' >requirements.txt

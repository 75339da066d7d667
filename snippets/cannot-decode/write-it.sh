printf 'requests==2.34.2  # \251 Ann\n' >requirements.txt

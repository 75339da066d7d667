pip install psycopg2-binary

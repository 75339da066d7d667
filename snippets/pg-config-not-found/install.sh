pip install psycopg2

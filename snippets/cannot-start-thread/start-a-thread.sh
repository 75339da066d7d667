python -c "import threading; threading.Thread(target=print).start()"

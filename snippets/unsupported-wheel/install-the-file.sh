pip install ./wheels/requests-2.34.2-cp313-cp313-win_amd64.whl

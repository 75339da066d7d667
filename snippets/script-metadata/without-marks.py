# dependencies = ["requests"]
import requests

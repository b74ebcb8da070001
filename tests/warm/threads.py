import os, queue, threading

q = queue.Queue()


def work(n):
    q.put(n * n)


ts = [threading.Thread(target=work, args=(i,)) for i in range(5)]
[t.start() for t in ts]
[t.join() for t in ts]
print(sorted(q.get() for _ in ts), threading.active_count(), threading.main_thread().name)
print(threading.main_thread().native_id == os.getpid() == threading.get_native_id())
late = threading.Timer(0.05, print, ["after the script"])
late.start()
print("end")

import os, signal
print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGPIPE), signal.getsignal(signal.SIGTERM))
os.kill(os.getpid(), signal.SIGINT)
for _ in range(10**7):
    pass

import os, signal
print("lost?", flush=True)
os.kill(os.getpid(), signal.SIGTERM)

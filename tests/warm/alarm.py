import signal, time


def ring(number, frame):
    print("ring", number, frame.f_code.co_name)
    raise TimeoutError


signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    time.sleep(2)
except TimeoutError:
    print("rung")
print(signal.pthread_sigmask(signal.SIG_BLOCK, []), signal.sigpending())

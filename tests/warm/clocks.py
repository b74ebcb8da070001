import time

a, b, c = time.process_time(), time.perf_counter(), time.monotonic()
print(a < 0.5, time.thread_time() < 0.5, time.time() > 1.7e9, time.tzname, time.gmtime(0).tm_year)

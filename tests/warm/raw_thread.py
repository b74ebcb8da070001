import _thread, time

done = _thread.allocate_lock()
done.acquire()
_thread.start_new_thread(lambda: (print("in it"), done.release()), ())
done.acquire()
print("end")

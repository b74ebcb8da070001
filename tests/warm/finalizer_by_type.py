import weakref


class Thing:
    pass


t = Thing()
weakref.finalize(t, print, "finalized")
print("end")

import sys


def late(self):
    sys.stdout.write("late\n")


Thing = type("Thing", (), {"__" + "del" + "__": late}) if 0 else object
print("end", Thing)

def f(x):
    return 1 / x


try:
    f(0)
except ZeroDivisionError as e:
    raise ValueError("bad", "luck") from e

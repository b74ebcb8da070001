import inspect, linecache, sys


def f():
    return 1  # a comment


print(inspect.getsource(f), linecache.getline(__file__, 1), inspect.getfile(f), open(sys.argv[0]).readline())

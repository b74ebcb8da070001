print(hash("a string"), hash(b"bytes"), hash((1, "x")), hash(3.5), hash(None) == hash(None))
print({"one", "two", "three", "four"}, set("the quick brown fox"), frozenset(map(str, range(30))))

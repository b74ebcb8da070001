import copy, pickle, re


class K:
    pass


print(pickle.dumps(re.compile("a")), copy.deepcopy({"k": [1]}), pickle.loads(pickle.dumps(K())).__class__)

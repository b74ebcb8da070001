# expect: RTE ValueError: mine
raise ValueError("mine")

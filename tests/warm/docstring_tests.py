# SPDX-License-Identifier: MIT
def f(x):
    """
    >>> f(2)
    5
    """
    return x * 2
if __name__ == "__main__":
    import doctest
    print(doctest.testmod())

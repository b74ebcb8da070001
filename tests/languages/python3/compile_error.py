# expect: CE SyntaxError: invalid syntax
x = = 1

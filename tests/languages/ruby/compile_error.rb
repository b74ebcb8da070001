# expect: CE main.rb:2: syntax error
def f(
